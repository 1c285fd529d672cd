/// How far a source's wall clock is ahead of UTC, over time: a small table that whoever knows time zones hands in.
package struct ZoneRule: Codable, Equatable, Sendable {
  package struct Transition: Codable, Equatable, Sendable {
    package var at: Instant
    package var offsetMinutes: Int

    package init(at: Instant, offsetMinutes: Int) {
      self.at = at
      self.offsetMinutes = offsetMinutes
    }
  }

  /// What holds before the first transition.
  package var initialOffsetMinutes: Int
  /// In the order of time.
  package var transitions: [Transition]

  package init(initialOffsetMinutes: Int, transitions: [Transition] = []) {
    self.initialOffsetMinutes = initialOffsetMinutes
    self.transitions = transitions
  }

  package static let utc = ZoneRule(initialOffsetMinutes: 0)

  /// The instant at which the wall clock showed `localMs`.
  ///
  /// In a repeated hour the first instant is taken, or the second one where that is known; in a missing hour the reading counts as if the clock had not been
  /// changed yet.
  package func instant(localMs: Int64, isRepeated: Bool = false) -> Instant {
    var before = initialOffsetMinutes
    for transition in transitions {
      // The earlier offset holds for every reading that it maps to before the transition.
      let candidate = Instant(ms: localMs - Int64(before) * 60_000)
      let after = Instant(ms: localMs - Int64(transition.offsetMinutes) * 60_000)
      if candidate < transition.at { return isRepeated && after >= transition.at ? after : candidate }
      if after < transition.at { return candidate }
      before = transition.offsetMinutes
    }
    return Instant(ms: localMs - Int64(before) * 60_000)
  }

  /// Whether the wall clock showed `localMs` twice.
  func shows(twice localMs: Int64) -> Bool {
    instant(localMs: localMs) != instant(localMs: localMs, isRepeated: true)
  }

  package func offsetMinutes(at instant: Instant) -> Int {
    transitions.last { $0.at <= instant }?.offsetMinutes ?? initialOffsetMinutes
  }
}
