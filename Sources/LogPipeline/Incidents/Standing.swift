/// Where an incident stands, and when that began to be known.
package struct Standing: Equatable, Sendable {
  package var state: Incident.State
  /// Of what shows it: the success that shows recovery, the failure that is a regression, the end of the logs that hold no failure any
  /// more, what was said of it. `nil` where it is the failures alone.
  package var since: Instant?

  package init(_ state: Incident.State, since: Instant? = nil) {
    self.state = state
    self.since = since
  }
}

/// What decides where an incident stands. Everything is compared in event time and the time of what people said: no clock takes part.
package struct StandingFacts: Sendable {
  /// Whoever hears once of a new kind of failure hears of it the same day.
  package static let newMs: Int64 = 86_400_000
  /// Provisioning rests on nights, Sundays and holidays: a week without a failure is the first that says something.
  package static let silentMs: Int64 = 7 * 86_400_000

  package var firstSeen: Instant
  package var lastSeen: Instant
  package var recoveredAt: Instant?
  package var regressedAt: Instant?
  /// When imported lists show for every subject that what failed was done after all.
  package var listedAt: Instant?
  /// Whether its fingerprint was seen before.
  package var hasTwin = false
  /// The last record of each of the hosts on which it was seen; the earliest of them.
  package var logsEnd: Instant?
  /// In the order in which they were said.
  package var remarks: [Remark] = []

  package init(firstSeen: Instant, lastSeen: Instant) {
    self.firstSeen = firstSeen
    self.lastSeen = lastSeen
  }

  /// - Parameter hasEnded: Whether what ends a muting by itself came, for the remark that muted it.
  package func standing(hasEnded: (Remark) throws -> Bool) rethrows -> Standing {
    let ruling = remarks.last { $0.verb == .resolve || $0.verb == .reopen || $0.verb == .mute }
    let shown = standingOfLogs
    switch ruling?.verb {
    case .resolve:
      guard let time = ruling?.time, lastSeen > time else { return Standing(.resolved, since: ruling?.time) }
      switch shown.state {
      case .open, .new: return Standing(.regressed, since: lastSeen)
      // The logs had shown it by then, and it was resolved all the same.
      case .regressed where shown.since.map({ $0 <= time }) ?? true: return Standing(.regressed, since: lastSeen)
      default: return shown
      }
    case .mute:
      guard let ruling, try !hasEnded(ruling) else { return shown }
      return Standing(.muted, since: ruling.time)
    case .reopen:
      // Whoever reopens it knows better than what the logs showed by then.
      guard let time = ruling?.time, shown.state != .new, shown.since.map({ $0 <= time }) ?? true else { return shown }
      return Standing(.open, since: time)
    case .note, .link, nil: return shown
    }
  }

  private var standingOfLogs: Standing {
    if let recoveredAt { return Standing(.recovered, since: recoveredAt) }
    if let listedAt, listedAt > lastSeen { return Standing(.recovered, since: listedAt) }
    if let logsEnd, logsEnd - lastSeen >= Self.silentMs { return Standing(.silent, since: logsEnd) }
    if let regressedAt { return Standing(.regressed, since: regressedAt) }
    if !hasTwin, let logsEnd, logsEnd - firstSeen < Self.newMs { return Standing(.new) }
    return Standing(.open)
  }
}
