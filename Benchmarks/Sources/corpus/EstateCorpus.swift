/// One day of many hosts, rotated and compressed: `OUT/<host>/panel.log.N.gz` and `OUT/<node>/open-xchange.log.N.gz`.
///
/// One host in twenty is a node of Open-Xchange. Of the bytes, 16 in 17 are theirs, as in the corpus of one pair; each failure of theirs is
/// reported by any one of the Plesk hosts.
struct EstateCorpus {
  let out: String
  let hosts: Int
  let bytes: Int
  let provisioning: Provisioning

  private static let dayMs = 86_400_000
  private static let hostsPerNode = 20
  /// Open-Xchange's logs rotate by size, a busy node's every few hours; Plesk's once or twice a day.
  private static let nodeGenerations = 8
  private static let pleskGenerations = 2

  func write(_ random: inout SplitMix) throws {
    let nodeCount = max(1, hosts / Self.hostsPerNode)
    let nodes = (1...nodeCount).map {
      RotatedLog("\(out)/ox\($0)/open-xchange.log", generations: Self.nodeGenerations)
    }
    let panels = (1...max(1, hosts - nodeCount)).map {
      RotatedLog("\(out)/plesk\($0)/panel.log", generations: Self.pleskGenerations)
    }
    let (oxBytes, pleskBytes) = (bytes / 17 * 16, bytes / 17)
    var (oxWritten, pleskWritten) = (0, 0)
    var clock = Clock(ms: 0)
    while oxWritten < oxBytes {
      let done = Double(oxWritten) / Double(oxBytes)
      clock.ms = Int(done * Double(Self.dayMs))
      let next = provisioning.next(clock, &random)
      oxWritten += try random.pick(nodes).write(next.record, dayDone: done)
      if let fault = next.fault {
        var later = clock
        later.ms += 200 + random.below(900)
        pleskWritten += try random.pick(panels).write(PleskLog.failure(later, fault: fault, &random), dayDone: done)
      }
      while Double(pleskWritten) / Double(pleskBytes) < done {
        pleskWritten += try random.pick(panels).write(PleskLog.noise(clock, &random), dayDone: done)
      }
    }
    for log in nodes + panels { try log.close() }
  }
}
