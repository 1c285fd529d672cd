/// A string among the arguments of a PHP stack frame.
struct FrameArgument {
  /// The string without quotes and without the dots of a cut one.
  var range: Range<Int>
  /// PHP shows 15 characters and three dots.
  var isCut: Bool
  /// The first argument of `__soapCall` and the like: an operation's name.
  var isOperation: Bool

  /// Whether the argument tells by its looks that it is no secret.
  func isKnown(in bytes: [UInt8]) -> Bool {
    let value = Array(bytes[range])
    if value.isEmpty || Placeholder.fills(range, of: bytes) { return true }
    // What `__doRequest` sends begins so, and 15 characters are no more than that.
    if value.count >= 5, Array("<?xml version=\"1.0\"".utf8).starts(with: value) { return true }
    if isOperation, KnownValue.isOperation(value) { return true }
    if KnownValue.isPath(value) || KnownValue.isPlainWebAddress(value, isCut: isCut) { return true }
    if isCut { return KnownValue.isCutMailAddress(value) || KnownValue.isCutContextName(value) }
    return KnownValue.isVerb(value) || KnownValue.isDomain(value) || KnownValue.isMailAddress(value)
      || KnownValue.isContextName(value) || KnownValue.isShortNumber(value)
  }
}
