import LogPipeline

/// A message on its way to one receiver.
package struct Delivery: Equatable, Sendable {
  /// Tells one message from every other: a receiver that gets the same twice can know it by that.
  package var key: String
  /// Whose it is: the name of a receiver, or addresses.
  package var receiver: String
  /// How it is said in a list.
  package var title: String
  package var content: [UInt8]
  package var made: Instant
  /// When it is tried next.
  package var due: Instant
  /// How often it was tried.
  package var attempts = 0
  /// What the last attempt ended with.
  package var error: String?

  package init(key: String, receiver: String, title: String, content: [UInt8], made: Instant) {
    self.key = key
    self.receiver = receiver
    self.title = title
    self.content = content
    self.made = made
    due = made
  }

  /// What cannot be sent for so long is given up: whoever reads it then reads history.
  package static let keptMs: Int64 = 3 * 86_400_000
  /// Between two attempts, at first and at most.
  static let backoffMs: (first: Int64, longest: Int64) = (30_000, 3_600_000)

  /// When it is tried again after an attempt that failed; `nil` where it is given up.
  package func nextAttempt(after now: Instant) -> Instant? {
    let wait = min(Self.backoffMs.longest, Self.backoffMs.first << Int64(min(attempts, 10)))
    return now + wait - made > Self.keptMs ? nil : now + wait
  }
}

/// How far a rule for alerts has come.
package struct RuleProgress: Equatable, Sendable {
  /// The last row of the outbox that it has dealt with.
  package var news: Int64
  /// When it last sent something.
  package var sent: Instant?

  package init(news: Int64, sent: Instant? = nil) {
    self.news = news
    self.sent = sent
  }
}
