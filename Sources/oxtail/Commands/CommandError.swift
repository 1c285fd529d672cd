import LogPipeline
import PatternFiles

/// Why a command cannot do what it was asked for: the thing, what is wrong with it, and what to do next.
struct CommandError: Error {
  let thing: SafeText
  let what: SafeText
  let next: SafeText
  let exitCode: Int32
  /// Lines below the message, such as an expression with a caret.
  let details: [SafeText]

  init(_ thing: SafeText, _ what: SafeText, next: SafeText, exitCode: Int32, details: [SafeText] = []) {
    self.thing = thing
    self.what = what
    self.next = next
    self.exitCode = exitCode
    self.details = details
  }

  /// `oxtail: <thing>: <what>; <next step>`
  var line: SafeText { "oxtail: \(thing): \(what)" + (next.isEmpty ? "" : "; \(next)") }

  var text: String { ([line] + details).map { $0.string + "\n" }.joined() }

  static func usage(_ thing: SafeText, _ what: SafeText, next: SafeText) -> CommandError {
    CommandError(thing, what, next: next, exitCode: 64)
  }
}
