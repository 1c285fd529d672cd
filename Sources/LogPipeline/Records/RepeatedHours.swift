/// The hours that came twice while a log was written, as far as its records tell: in the night in which summer time ends, a clock that shows no zone
/// goes back within an hour, and nothing else puts a log's records so far out of order.
package struct RepeatedHours: Codable, Sendable {
  struct Hour: Codable, Sendable {
    /// Where the first record of its second half stands in the log.
    var offset: Int
    /// The last reading of its first half.
    var untilMs: Int64
  }

  private(set) var hours: [Hour] = []
  private var lastMs: Int64?

  package static let hourMs: Int64 = 3_600_000
  /// Requests of one log end in another order than they began, but not by so much.
  private static let leapMsMin: Int64 = 15 * 60_000
  /// Clocks are put back in the first hours of a day, anywhere.
  private static let nightMs: Int64 = 4 * hourMs
  /// One a year for a century; whoever makes up more of them does not make us keep them.
  private static let countMax = 100

  var isEmpty: Bool { hours.isEmpty }

  /// Takes the reading of the next record in a log.
  mutating func observe(_ localMs: Int64, at offset: Int) {
    defer { lastMs = localMs }
    guard let before = lastMs, before - localMs >= Self.leapMsMin, hours.count < Self.countMax,
      before.quotientRoundedDown(by: Self.hourMs) == localMs.quotientRoundedDown(by: Self.hourMs),
      before - before.quotientRoundedDown(by: 24 * Self.hourMs) * 24 * Self.hourMs < Self.nightMs
    else { return }
    hours.append(Hour(offset: offset, untilMs: before))
  }

  /// The hour in whose second half a record stands; `nil` for all others.
  private func hour(of localMs: Int64, at offset: Int) -> Hour? {
    hours.last { offset >= $0.offset && localMs <= $0.untilMs && localMs > $0.untilMs - Self.hourMs }
  }

  /// Whether a reading of an hour that comes twice is its second one; `nil` where no record of the log shows where that begins.
  func isRepeated(_ localMs: Int64, at offset: Int) -> Bool? {
    let night = hours.filter { hour in
      localMs.quotientRoundedDown(by: Self.hourMs) == hour.untilMs.quotientRoundedDown(by: Self.hourMs)
        || (localMs <= hour.untilMs && localMs > hour.untilMs - Self.hourMs)
    }
    return night.isEmpty ? nil : night.contains { offset >= $0.offset }
  }

  /// Where a record stands among changes of the clock: in a second half, right behind the first one's last reading.
  func place(of localMs: Int64, at offset: Int) -> Int64 {
    hour(of: localMs, at: offset).map { $0.untilMs + 1 } ?? localMs
  }
}
