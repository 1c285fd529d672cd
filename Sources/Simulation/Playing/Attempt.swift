/// One failing operation while it is played.
struct Attempt {
  var id: Int
  var fact: Fact
  var call: Call
  var host: Int
  var node: Int
  var subject: Subject
  /// When the call leaves Plesk.
  var startMs: Int64
  /// When the script has its answer.
  var answeredMs: Int64
  /// The fact's text that was taken, not filled in.
  var template: String
  /// `code` and text behind `SoapFault exception: `; no code for PHP's own errors.
  var code: String?
  /// What the text is on the Plesk side, ids and class names and all.
  var text: String
  /// Whether Open-Xchange's record is written where it can be read.
  var hasRecord = false
  var hasReport = true
  /// The verb that Plesk's record names, in words or by the call in its stack.
  var reportedVerb: String?
  var path: String
}

/// What is wrong with the text in Plesk's record.
enum Degradation: String {
  /// The message alone, behind `Configuration of Open-Xchange for … failed:`.
  case bare
  case cut
  case escaped
  case wrapperOnly = "wrapper-only"
  case unknownWrapper = "unknown-wrapper"
}
