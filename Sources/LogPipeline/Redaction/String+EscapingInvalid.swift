extension String {
  /// The text of bytes from a log: what is no UTF-8 becomes visible escapes such as `\xFF`, so that nothing is lost to
  /// the reader. Control characters stay; they are made visible where text leaves the program.
  ///
  /// - Complexity: O(*n*); one validation and one copy where all is UTF-8.
  init(escapingInvalid bytes: [UInt8]) {
    if let valid = String(validating: bytes, as: UTF8.self) {
      self = valid
      return
    }
    var text = ""
    text.reserveCapacity(bytes.count)
    var parser = Unicode.UTF8.ForwardParser()
    var input = bytes.makeIterator()
    var position = 0
    parsing: while true {
      switch parser.parseScalar(from: &input) {
      case .valid(let encoded):
        text.unicodeScalars.append(Unicode.UTF8.decode(encoded))
        position += encoded.count
      case .error(let length):
        for byte in bytes[position..<position + length] { text += visibleEscape(byte) }
        position += length
      case .emptyInput:
        break parsing
      }
    }
    self = text
  }
}

/// `\xNN`, two upper-case hexadecimal digits.
private func visibleEscape(_ byte: UInt8) -> String {
  let digits = String(byte, radix: 16, uppercase: true)
  return "\\x" + (digits.utf8.count < 2 ? "0" + digits : digits)
}
