/// Finds by how much the records of one log lie behind those of another, from what stands in both.
///
/// Equal texts lie at any distance, but those that belong together lie equally far apart. How well a distance explains the records is told in
/// natural logarithms of odds: a report whose text stands once on the other side says much, one of a burst little, and a hundred of a
/// burst as much as one.
struct LagFinder {
  struct Lag: Equatable {
    /// Milliseconds by which the reports lie behind the records.
    var ms: Int64
    /// Reports that have a record at this distance.
    var pairs: Int
    /// How much likelier the pairs are than chance: a natural logarithm.
    var evidence: Double
    /// How far from it the pairs lie, as a standard deviation in milliseconds; few pairs tell less than what is usual.
    var deviationMs: Int64
  }

  /// How far the records lie before one report that it may belong to.
  struct Told {
    /// When the report was written.
    var ms: Int64
    var lags: [Int64]
    /// What one of them at the right distance speaks for that.
    var weight: Double
    /// How many of them chance alone puts into a millisecond.
    var density: Double
  }

  /// What a report and a record may share.
  struct Key: Hashable {
    var hash: UInt64
    /// An exceptionId: no other record has it.
    var isExact: Bool
  }

  /// When the records of each key were written, in ascending order.
  typealias Times = [Key: [Int64]]

  /// Clocks farther apart than this are no skew but another zone.
  static let rangeMs: Int64 = Linker.windowMs
  /// How far the distances of true pairs spread: the way back to Plesk takes up to a second, and some heads have whole seconds.
  static let spreadMs: Int64 = 1_500
  /// Three reports whose texts stand once on the other side reach it, and no chance does that there are so many places for.
  static let evidenceMin = 12.0
  /// What the next best distance must be behind: each of a row of equal records fits its neighbour as well.
  private static let leadMin = 4.0
  private static let binMs: Int64 = 250
  private static let spreadBins = Int(spreadMs / binMs)
  /// How many reports have a record that can be read.
  static let pairedShare = 0.8
  /// How many other records have the same exceptionId.
  private static let exactShare = 1e-6

  /// - Returns: `nil` where no record is like it. Of several keys the one counts that the fewest records have.
  static func told(of keys: [Key], at ms: Int64, among times: Times) -> Told? {
    var best: (key: Key, alike: ArraySlice<Int64>)?
    for key in keys {
      guard let list = times[key] else { continue }
      let start = list.partitionPoint { $0 >= ms - rangeMs }
      let end = list.partitionPoint { $0 > ms + rangeMs }
      guard start < end, best.map({ end - start < $0.alike.count || (key.isExact && !$0.key.isExact) }) ?? true else {
        continue
      }
      best = (key, list[start..<end])
    }
    guard let best else { return nil }
    // Records that chance alone puts into one spread.
    let byChance = best.key.isExact ? exactShare : Double(best.alike.count) * Double(spreadMs) / Double(2 * rangeMs)
    return Told(
      ms: ms, lags: best.alike.map { ms - $0 }, weight: logarithm(1 + pairedShare / byChance),
      density: byChance / Double(spreadMs))
  }

  /// The distance that explains the reports best; `nil` where none does, or two do.
  ///
  /// - Parameter near: Only distances near this one are looked at.
  static func lag(of reports: [Told], near: Int64? = nil) -> Lag? {
    guard reports.reduce(0, { $0 + $1.weight }) > evidenceMin else { return nil }
    var bins = Array(repeating: 0.0, count: Int(2 * rangeMs / binMs) + spreadBins + 1)
    for report in reports {
      for lag in report.lags { bins[Int((lag + rangeMs) / binMs)] += report.weight }
    }
    guard let best = best(bins, near: near) else { return nil }
    var pairs = 0
    var evidence = -pairedShare * Double(reports.count)
    for report in reports {
      let fitting = report.lags.count(where: best.contains)
      if fitting > 0 { pairs += 1 }
      evidence += Double(fitting) * report.weight
    }
    guard evidence >= evidenceMin else { return nil }
    let exact = LagFit(reports, around: best.lowerBound + spreadMs / 2)
    return Lag(ms: exact.ms, pairs: pairs, evidence: evidence, deviationMs: exact.deviationMs)
  }

  /// The stretch of distances, one spread long, that explains the most; `nil` where another one does it as well.
  private static func best(_ bins: [Double], near: Int64?) -> Range<Int64>? {
    let width = spreadBins
    var sums = Array(repeating: 0.0, count: bins.count - width + 1)
    for index in sums.indices { sums[index] = bins[index..<index + width].reduce(0, +) }
    func start(_ index: Int) -> Int64 { Int64(index) * binMs - rangeMs }
    let places = sums.indices.filter { index in near.map { abs(start(index) + spreadMs / 2 - $0) <= spreadMs } ?? true }
    guard let most = places.map({ sums[$0] }).max(), most > 0 else { return nil }
    // Among equals the middle of them: the pairs lie in all of these stretches.
    let equals = places.filter { sums[$0] > most - 1e-9 }
    let run = equals.prefix { $0 - equals[0] < width }
    let middle = run[run.count / 2]
    let rival = places.filter { abs($0 - middle) >= 2 * width }.map { sums[$0] }.max() ?? 0
    return most - rival < leadMin ? nil : start(middle)..<start(middle) + spreadMs
  }

  /// The natural logarithm of what is 1 or more, to five digits: it must be the same on every machine.
  static func logarithm(_ value: Double) -> Double {
    let part = (value.significand - 1) / (value.significand + 1)
    let square = part * part
    let series = part * (1 + square * (1 / 3 + square * (1 / 5 + square * (1 / 7 + square / 9))))
    return Double(value.exponent) * 0.693_147_180_559_945 + 2 * series
  }
}

extension LagFinder.Key {
  static func keys(of event: Event) -> [LagFinder.Key] {
    event.faultTexts.map { LagFinder.Key($0.text.utf8, isExact: false) }
      + event.exceptionIDs.map { LagFinder.Key($0.utf8, isExact: true) }
  }

  /// FNV-1a: the same in every run.
  private init(_ bytes: some Sequence<UInt8>, isExact: Bool) {
    var state: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
    self.init(hash: (state ^ state >> 29) &* 0x9E37_79B9_7F4A_7C15, isExact: isExact)
  }
}
