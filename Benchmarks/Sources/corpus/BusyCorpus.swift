/// Some hours in which 50,000 operations fail in each: `OUT/ox1/open-xchange.log.0` and the logs of four Plesk hosts.
///
/// Every failure has a subject of its own, and one everyday record beside it: what grows with failures shows here first.
struct BusyCorpus {
  let out: String
  let hours: Int

  private static let failuresPerHour = 50_000
  private static let hosts = 4

  func write(_ random: inout SplitMix) throws {
    let ox = try LogWriter(out + "/ox1/open-xchange.log.0")
    let panels = try (1...Self.hosts).map { try LogWriter("\(out)/plesk\($0)/panel.log") }
    for number in 0..<hours * Self.failuresPerHour {
      let clock = Clock(ms: number * 3_600_000 / Self.failuresPerHour)
      try ox.write(OpenXchangeLog.noise(clock, &random))
      let failure = OpenXchangeLog.failure(clock, &random)
      try ox.write(failure.record)
      var later = clock
      later.ms += 40
      try random.pick(panels).write(PleskLog.failure(later, fault: failure.fault, &random))
    }
    for log in [ox] + panels { try log.close() }
  }
}
