/// A string among the arguments of a PHP stack frame.
struct FrameArgument {
  /// The string without quotes and without the dots of a cut one.
  var range: Range<Int>
  /// PHP shows 15 characters and three dots.
  var isCut: Bool
  /// The first argument of `__soapCall` and the like: an operation's name.
  var isOperation: Bool
  /// The first argument of a call that concerns a context: its name. Elsewhere what looks like one may be a password, `sommer_2015`.
  var isOfContext: Bool

  /// Whether the argument tells by its looks that it is no secret.
  func isKnown(in bytes: [UInt8]) -> Bool {
    let value = Array(bytes[range])
    if value.isEmpty || Placeholder.fills(range, of: bytes) { return true }
    // What `__doRequest` sends begins so, and 15 characters are no more than that.
    if value.count >= 5, Array("<?xml version=\"1.0\"".utf8).starts(with: value) { return true }
    if isOperation, KnownValue.isOperation(value) { return true }
    if KnownValue.isPath(value) || KnownValue.isPlainWebAddress(value, isCut: isCut) { return true }
    if isOfContext, isCut ? KnownValue.isCutContextName(value) : KnownValue.isContextName(value) { return true }
    if isCut { return KnownValue.isCutMailAddress(value) }
    return KnownValue.isVerb(value) || KnownValue.isDomain(value) || KnownValue.isMailAddress(value)
      || KnownValue.isShortNumber(value)
  }
}
