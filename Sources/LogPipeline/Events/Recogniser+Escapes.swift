/// Texts that a writer escaped, in their plain form.
extension Recogniser {
  mutating func unescaped(_ bytes: [UInt8]) -> RedactedText? {
    var place = 0
    return unescaped(bytes, moving: &place)
  }

  /// - Parameters:
  ///   - bytes: Those of a redacted text.
  ///   - place: A place in it, which becomes that in the result.
  /// - Returns: `nil` where nothing is escaped.
  mutating func unescaped(_ bytes: [UInt8], moving place: inout Int) -> RedactedText? {
    guard let plain = Escapes.undone(bytes) else { return nil }
    let before = Array(bytes.prefix(place))
    place = (Escapes.undone(before) ?? before).count
    // Redacted again: what an escape hid from the first look must not come to light.
    return redactor.redact(plain, moving: &place)
  }
}
