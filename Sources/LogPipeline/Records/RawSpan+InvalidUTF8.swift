extension RawSpan {
  /// The bytes with each that belongs to no UTF-8 character replaced by `?`; every other one keeps its offset.
  ///
  /// - Returns: `nil` where nothing has to be replaced.
  /// - Complexity: O(*n*); ASCII is only looked through.
  var replacingInvalidUTF8: [UInt8]? {
    guard !isASCII else { return nil }
    var bytes = (0..<byteCount).map { self[$0] }
    var parser = Unicode.UTF8.ForwardParser()
    var input = bytes.makeIterator()
    var position = 0
    var isChanged = false
    while true {
      switch parser.parseScalar(from: &input) {
      case .valid(let encoded): position += encoded.count
      case .error(let length):
        for index in position..<position + length { bytes[index] = UInt8(ascii: "?") }
        position += length
        isChanged = true
      case .emptyInput: return isChanged ? bytes : nil
      }
    }
  }
}
