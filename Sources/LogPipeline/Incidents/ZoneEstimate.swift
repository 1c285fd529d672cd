/// How far a host's clock is ahead of UTC, over time, as its failures' records on the other side show.
package struct ZoneEstimate: Codable, Equatable, Sendable {
  package struct Step: Codable, Equatable, Sendable {
    /// The reading of the clock from which on it holds.
    package var fromLocalMs: Int64
    package var minutes: Int

    package init(fromLocalMs: Int64, minutes: Int) {
      self.fromLocalMs = fromLocalMs
      self.minutes = minutes
    }
  }

  /// In the order of time; the first one also holds before.
  package private(set) var steps: [Step]
  /// Failures that agree on it.
  package private(set) var pairs: Int

  package init(steps: [Step], pairs: Int) {
    precondition(!steps.isEmpty, "an estimate without a zone")
    (self.steps, self.pairs) = (steps, pairs)
  }

  /// From the least to the most that it ever was ahead of UTC.
  package var minutes: ClosedRange<Int> {
    let minutes = steps.map(\.minutes)
    return (minutes.min() ?? 0)...(minutes.max() ?? 0)
  }

  package func minutes(atLocalMs ms: Int64) -> Int { (steps.last { $0.fromLocalMs <= ms } ?? steps[0]).minutes }

  /// - Parameter placeMs: Where the reading stands among changes of the clock; see ``RepeatedHours``.
  func utc(_ localMs: Int64, placedAt placeMs: Int64) -> Int64 { localMs - Int64(minutes(atLocalMs: placeMs)) * 60_000 }
}

extension ZoneEstimate {
  /// One failure on the clock in question, and when equal ones stand on the other side.
  struct Reading {
    /// What is equal.
    var key: LagFinder.Key
    var localMs: Int64
    /// Where that stands among changes of the clock.
    var placeMs: Int64
    /// UTC, in ascending order.
    var others: [Int64]
  }

  /// No zone is farther from UTC.
  private static let farthestMs: Int64 = 15 * 3_600_000
  /// How far from whole quarters of an hour a clock may be off.
  private static let skewMsMax: Int64 = Linker.windowMs
  /// True pairs lie so close to each other, although clocks drift.
  private static let spreadMs: Int64 = 10_000
  /// What two failures with a text of their own reach, or three: what must speak for a zone, for another one later, and for it rather than for the next
  /// likely one; in natural logarithms of odds.
  private static let evidenceMin = 13.0
  private static let pairedShare = 0.8

  private struct Vote {
    var reading: Int
    var lagMs: Int64
    var weight: Double

    /// The nearest quarter of an hour.
    var quarters: Int64 { (lagMs + ZoneSurvey.quarterHourMs / 2).quotientRoundedDown(by: ZoneSurvey.quarterHourMs) }
    var skewMs: Int64 { lagMs - quarters * ZoneSurvey.quarterHourMs }
    var minutes: Int { Int(quarters * 15) }
  }

  /// - Parameters:
  ///   - readings: In a fixed order, by time.
  ///   - repeats: The last readings before the clock was put back by an hour, as records show, in ascending order.
  init?(_ readings: [Reading], repeats: [Int64] = []) {
    // As if it had never been put back: then one zone holds before and after.
    let readings = readings.map { reading in
      var steady = reading
      steady.localMs += Int64(repeats.count { $0 < reading.placeMs }) * RepeatedHours.hourMs
      return steady
    }
    let votes = Self.votes(readings)
    guard let skew = Self.skew(votes, readings.count) else { return nil }
    let fitting = votes.filter { abs($0.skewMs - skew) <= Self.spreadMs / 2 }
    var gains: [Int: [Int: Double]] = [:]
    for vote in fitting {
      gains[vote.reading, default: [:]][vote.minutes] = max(gains[vote.reading]?[vote.minutes] ?? 0, vote.weight)
    }
    let steps = Self.steps(gains, readings)
    guard !steps.isEmpty else { return nil }
    self.steps = steps
    pairs = 0
    pairs = gains.count { reading, minutes in minutes[self.minutes(atLocalMs: readings[reading].placeMs)] != nil }
    putBack(at: repeats)
  }

  /// Lets an hour come twice behind each of these readings.
  private mutating func putBack(at repeats: [Int64]) {
    let starts = Set(steps.dropFirst().map(\.fromLocalMs) + repeats.map { $0 + 1 }).sorted()
    let all =
      [Step(fromLocalMs: min(steps[0].fromLocalMs, starts.first ?? .max), minutes: steps[0].minutes)]
      + starts.map { start in
        Step(fromLocalMs: start, minutes: minutes(atLocalMs: start) - 60 * repeats.count { $0 < start })
      }
    steps = all
  }

  private static func votes(_ readings: [Reading]) -> [Vote] {
    readings.enumerated().flatMap { index, reading in
      let start = reading.others.partitionPoint { $0 >= reading.localMs - farthestMs }
      let end = reading.others.partitionPoint { $0 > reading.localMs + farthestMs }
      let byChance = Double(end - start) * Double(spreadMs) / Double(2 * farthestMs)
      let weight =
        end > start ? reading.key.isExact ? 2 * evidenceMin : LagFinder.logarithm(1 + pairedShare / byChance) : 0
      return reading.others[start..<max(start, end)].map {
        Vote(reading: index, lagMs: reading.localMs - $0, weight: weight)
      }.filter { abs($0.skewMs) <= skewMsMax }
    }
  }

  /// The skew that the likeliest distance shows; `nil` where none is likely, or two are.
  private static func skew(_ votes: [Vote], _ count: Int) -> Int64? {
    let sorted = votes.sorted { ($0.lagMs, $0.reading) < ($1.lagMs, $1.reading) }
    var sums: [(lagMs: Int64, skewMs: Int64, sum: Double)] = []
    var end = 0
    var sum = 0.0
    for start in sorted.indices {
      while end < sorted.count, sorted[end].lagMs - sorted[start].lagMs <= spreadMs {
        sum += sorted[end].weight
        end += 1
      }
      sums.append((sorted[start].lagMs, sorted[(start + end - 1) / 2].skewMs, sum))
      sum -= sorted[start].weight
    }
    guard let best = sums.max(by: { ($0.sum, $1.lagMs) < ($1.sum, $0.lagMs) }), best.sum >= evidenceMin else {
      return nil
    }
    let others = sums.filter { abs($0.skewMs - best.skewMs) > spreadMs }
    guard best.sum - (others.map(\.sum).max() ?? 0) >= evidenceMin / 2 else { return nil }
    return best.skewMs
  }

  /// The likeliest zone at each time, and that it seldom changes.
  private static func steps(_ gains: [Int: [Int: Double]], _ readings: [Reading]) -> [Step] {
    let states = Set(gains.values.flatMap(\.keys)).sorted()
    guard !states.isEmpty else { return [] }
    var totals = Array(repeating: 0.0, count: states.count)
    var origins: [[Int]] = []
    let order = gains.keys.sorted()
    for reading in order {
      let best = totals.indices.max { (totals[$0], -abs(states[$0])) < (totals[$1], -abs(states[$1])) } ?? 0
      var from = Array(states.indices)
      for state in states.indices where totals[best] - evidenceMin > totals[state] {
        (from[state], totals[state]) = (best, totals[best] - evidenceMin)
      }
      for (state, minutes) in states.enumerated() { totals[state] += gains[reading]?[minutes] ?? 0 }
      origins.append(from)
    }
    let ranked = states.indices.sorted { (totals[$1], abs(states[$0])) < (totals[$0], abs(states[$1])) }
    // As likely as another zone is unknown; what differs from the likeliest only in a few hours ends in the same state.
    if ranked.count > 1, totals[ranked[0]] - totals[ranked[1]] < evidenceMin / 2 { return [] }
    var steps: [Step] = []
    var state = ranked[0]
    for (place, reading) in order.enumerated().reversed() {
      let before = origins[place][state]
      if before != state || place == 0 {
        steps.append(Step(fromLocalMs: readings[reading].placeMs, minutes: states[state]))
      }
      state = before
    }
    return steps.reversed()
  }
}
