/// What somebody said of an incident. It is kept whatever is derived anew.
package struct Remark: Equatable, Sendable {
  package enum Verb: String, CaseIterable, Sendable {
    /// The cause is gone; a later failure is a regression.
    case resolve
    /// What was said before of it being resolved or muted does not hold.
    case reopen
    /// Nobody wants to hear of it, until ``Remark/muteEnd``.
    case mute
    case note
    /// A ticket speaks of it.
    case link
  }

  /// What ends a muting by itself.
  package enum MuteEnd: Equatable, Sendable {
    case time(Instant)
    /// So many failures after it was muted.
    case failures(Int)
    /// More failures in a day than in any day before it was muted.
    case escalating
  }

  package var verb: Verb
  package var time: Instant
  /// The login name of whoever said it.
  package var author: String
  package var text: RedactedText?
  package var ticket: String?
  package var muteEnd: MuteEnd?

  package init(
    _ verb: Verb, time: Instant, author: String, text: RedactedText? = nil, ticket: String? = nil,
    muteEnd: MuteEnd? = nil
  ) {
    self.verb = verb
    self.time = time
    self.author = author
    self.text = text
    self.ticket = ticket
    self.muteEnd = muteEnd
  }
}
