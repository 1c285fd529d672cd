/// Four days of one Open-Xchange server and one Plesk host, each in one file.
struct PairCorpus {
  let out: String
  let oxBytes: Int
  let pleskBytes: Int
  let provisioning: Provisioning

  private static let daysMs = 4 * 86_400_000

  func write(_ random: inout SplitMix) throws {
    let ox = try LogWriter(out + "/ox1/open-xchange.log.0")
    let plesk = try LogWriter(out + "/plesk1/panel.log")
    var clock = Clock(ms: 0)
    while ox.bytesWritten < oxBytes {
      // Both files reach their end at the same hour of the fourth day.
      clock.ms = Int(Double(ox.bytesWritten) / Double(oxBytes) * Double(Self.daysMs))
      let next = provisioning.next(clock, &random)
      try ox.write(next.record)
      guard let fault = next.fault else { continue }
      var later = clock
      later.ms += 200 + random.below(900)
      try plesk.write(PleskLog.failure(later, fault: fault, &random))
      while Double(plesk.bytesWritten) / Double(pleskBytes) < Double(ox.bytesWritten) / Double(oxBytes) {
        later.ms += 1
        try plesk.write(PleskLog.noise(later, &random))
      }
    }
    try ox.close()
    try plesk.close()
  }
}
