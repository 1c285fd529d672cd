/// A start of one of Open-Xchange's nodes that a failure has to do with.
package struct Restart: Codable, Equatable, Sendable {
  package enum Sign: String, Codable, CaseIterable, Sendable {
    /// Records that it writes while it starts.
    case startUp = "start-up"
    /// The first number of its exceptionIds is another one: known is only between which two records that changed.
    case exceptionIDs = "exception-ids"
  }

  /// The node's.
  package var host: String
  package var sign: Sign
  /// Milliseconds from its first sign to the failure, less than none where the failure came first. By exceptionIds: at most so many.
  package var beforeMs: Int64

  package init(host: String, sign: Sign, beforeMs: Int64) {
    (self.host, self.sign, self.beforeMs) = (host, sign, beforeMs)
  }

  /// `Open-Xchange on ox1 was restarted 12 s before`
  package var words: String {
    let distance = Self.words(ms: abs(beforeMs))
    switch sign {
    case .startUp where beforeMs < 0: return "Open-Xchange on \(host) was down: it was started again \(distance) after"
    case .startUp: return "Open-Xchange on \(host) was restarted \(distance) before"
    case .exceptionIDs:
      return
        "Open-Xchange on \(host) was restarted, at most \(distance) before: its exceptionIds begin with another number since"
    }
  }

  private static func words(ms: Int64) -> String {
    let seconds = (ms + 500) / 1000
    return seconds < 120 ? "\(seconds) s" : "\((seconds + 30) / 60) min"
  }
}
