/// When records were written on one common clock, as far as that is known: what stands on them, put right.
///
/// Records that a host wrote within one tick of its clock, a second or a millisecond, are spread over it in their order.
struct AlignedTimes {
  /// Milliseconds.
  let failures: [Int64]
  let reports: [Int64]
  /// What was taken off each report's reading; `nil` where the clock is unknown.
  let skews: [HostClocks.Skew?]
  /// The same of each failure's: where the nodes' clocks are apart, one of them counts.
  let nodeSkews: [HostClocks.Skew?]

  private let failureMicroseconds: [Int64]
  private let reportMicroseconds: [Int64]

  /// - Parameter reports: In the order of time, as `failures`.
  init(_ reports: [Linker.Party], _ failures: [Linker.Party], _ clocks: HostClocks) {
    let own = Self.spread(failures, .openXchange, clocks)
    nodeSkews = zip(failures, own).map { clocks.skew(ofNode: $0.host, at: $1.quotientRoundedDown(by: 1_000)) }
    failureMicroseconds = zip(own, nodeSkews).map { $0 - ($1?.ms ?? 0) * 1_000 }
    let readings = Self.spread(reports, .plesk, clocks)
    skews = zip(reports, readings).map { clocks.skew(of: $0.host, at: $1.quotientRoundedDown(by: 1_000)) }
    reportMicroseconds = zip(readings, skews).map { $0 - ($1?.ms ?? 0) * 1_000 }
    self.failures = failureMicroseconds.map { $0.quotientRoundedDown(by: 1_000) }
    self.reports = reportMicroseconds.map { $0.quotientRoundedDown(by: 1_000) }
  }

  /// How far apart a report and a failure are, without what the clocks are known to be off.
  func distance(report: Int, failure: Int) -> Linker.Distance {
    Linker.Distance(
      microseconds: abs(reportMicroseconds[report] - failureMicroseconds[failure]),
      deviationMs: skews[report]?.deviationMs)
  }

  private static func spread(_ parties: [Linker.Party], _ side: Side, _ clocks: HostClocks) -> [Int64] {
    var times = parties.map { $0.time.ms * 1_000 }
    for (host, own) in Dictionary(grouping: parties.indices, by: { parties[$0].host }) {
      let tick: Int64 = clocks.writesWholeSeconds(host, side) ? 1_000_000 : 1_000
      var start = 0
      while start < own.count {
        var end = start
        let reading = times[own[start]]
        while end < own.count, times[own[end]] == reading { end += 1 }
        for place in start..<end {
          // Around the tick's beginning, so that one alone stays where it stands.
          times[own[place]] = reading + tick * Int64(2 * (place - start) + 1) / Int64(2 * (end - start)) - tick / 2
        }
        start = end
      }
    }
    return times
  }
}
