/// When records were written on one common clock, as far as that is known: what stands on them, put right.
///
/// Where a host writes whole seconds only, its records of one second are spread over it in their order.
struct AlignedTimes {
  let failures: [Int64]
  let reports: [Int64]
  /// What was taken off each report's reading; `nil` where the clock is unknown.
  let skews: [HostClocks.Skew?]

  private static let secondMs: Int64 = 1_000

  /// - Parameter reports: In the order of time, as `failures`.
  init(_ reports: [Linker.Party], _ failures: [Linker.Party], _ clocks: HostClocks) {
    self.failures = Self.spread(failures, .openXchange, clocks)
    let readings = Self.spread(reports, .plesk, clocks)
    let skews = zip(reports, readings).map { clocks.skew(of: $0.host, at: $1) }
    self.skews = skews
    self.reports = zip(readings, skews).map { $0 - ($1?.ms ?? 0) }
  }

  private static func spread(_ parties: [Linker.Party], _ side: Side, _ clocks: HostClocks) -> [Int64] {
    var times = parties.map(\.time.ms)
    for (host, own) in Dictionary(grouping: parties.indices, by: { parties[$0].host })
    where clocks.writesWholeSeconds(host, side) {
      var start = 0
      while start < own.count {
        var end = start
        let second = times[own[start]]
        while end < own.count, times[own[end]] == second { end += 1 }
        for place in start..<end {
          // Around the second's beginning, so that one alone stays where it stands.
          times[own[place]] =
            second + secondMs * Int64(2 * (place - start) + 1) / Int64(2 * (end - start)) - secondMs / 2
        }
        start = end
      }
    }
    return times
  }
}
