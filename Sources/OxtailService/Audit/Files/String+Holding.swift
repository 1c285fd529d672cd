extension String {
  /// Whether a literal of ASCII characters stands in it. A regular expression takes a thousand times as long to find out that it does not.
  ///
  /// - Parameter literal: Small letters where any case fits.
  func holds(_ literal: String, inAnyCase: Bool = false) -> Bool {
    let (text, wanted) = (utf8.span, literal.utf8.span)
    guard let first = literal.utf8.first, text.count >= wanted.count else { return literal.isEmpty }
    func folded(_ byte: UInt8) -> UInt8 { inAnyCase && byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
    for start in 0...(text.count - wanted.count) where folded(text[start]) == first {
      if wanted.indices.allSatisfy({ folded(text[start + $0]) == wanted[$0] }) { return true }
    }
    return false
  }

  /// Its first byte that is no blank of ASCII's.
  var firstBlackByte: UInt8? { utf8.first { $0 > 0x20 } }
}
