/// Plays provisioning against Plesk hosts and Open-Xchange nodes over simulated time, and writes what each machine would log.
///
/// It knows the facts of the field and nothing of how they are recognised or correlated.
package struct Simulator {
  let corpus: Corpus
  var dice: Dice
  var hosts: [PleskHost] = []
  var nodes: [Node] = []
  /// A log a host, two or three a node.
  var pleskLogs: [LogFile] = []
  var nodeLogs: [LogFile] = []
  var accessLogs: [LogFile] = []
  var errorLogs: [LogFile] = []
  var truth: Truth
  let startMs: Int64
  /// When the last failure was over.
  var endMs: Int64
  /// Stretches in which nothing listens behind a node's Apache.
  var outages: [(node: Int, range: ClosedRange<Int64>)] = []
  var restarts: [PlannedRestart] = []
  /// The end of Apache's block a node, and the failure that began it.
  var blocks: [Int: (untilMs: Int64, failure: Int)] = [:]
  /// Who was played: host and instance.
  private var subjects: Set<String> = []

  /// More exceptionIds than a part uses.
  private static let exceptionsOfPart = 10_000_000

  package static func play(_ corpus: Corpus) -> Estate {
    var simulator = Simulator(corpus)
    simulator.run()
    return simulator.finish()
  }

  private init(_ corpus: Corpus) {
    self.corpus = corpus
    dice = Dice(seed: corpus.seed)
    truth = Truth(corpus: corpus)
    // A weekday in winter, in the years of the oldest layout.
    let days: Int64 =
      switch corpus.nodeEras[0] {
      case .jul: 16_043
      case .compat, .v742, .syslog: 16_407
      case .t: corpus.hasExceptionIDs ? 18_942 : 17_576
      case .json: 19_402
      }
    startMs = days * 86_400_000 + Int64(9 * 3_600_000) + Int64(corpus.seed % 97) * 311_000 + corpus.startsAfterMs
    endMs = startMs
    makeMachines()
    guard corpus.part > 0 else { return }
    dice = Dice(seed: corpus.seed &* 1_000_003 &+ corpus.part)
    for index in nodes.indices { nodes[index].exceptionCount = corpus.part * Self.exceptionsOfPart }
  }

  // MARK: Machines

  private mutating func makeMachines() {
    for index in 0..<corpus.hosts { makeHost(index) }
    for index in 0..<corpus.nodes { makeNode(index) }
    truth.machines =
      hosts.map {
        Truth.Machine(
          name: $0.name, address: $0.address, skewMs: $0.clock.skewMs,
          utcOffset: WallTime.offset($0.clock.offsetMinutes, separator: ":"), isRead: true)
      }
      + nodes.map {
        Truth.Machine(
          name: $0.name, address: nil, skewMs: $0.clock.skewMs,
          utcOffset: WallTime.offset($0.clock.offsetMinutes, separator: ":"), isRead: $0.isRead)
      }
  }

  private mutating func clock(skewMs: Int, zones: [Int]) -> MachineClock {
    MachineClock(
      skewMs: Int64(dice.number(-skewMs...skewMs)), driftMsPerHour: Int64(corpus.driftMsPerHour),
      offsetMinutes: dice.pick(zones), startMs: startMs)
  }

  private mutating func makeHost(_ index: Int) {
    let root = dice.pick(["/opt/psa/var/apspackages/", "/usr/local/psa/var/apspackages/"])
    let stems = ["hosterblau", "malzhaus", "reseller", "gartenbau", "glocke", "eichelhof", "webwerk", "kontor"]
    let stem = stems[index % stems.count] + (index < stems.count ? "" : "\(index)")
    hosts.append(
      PleskHost(
        name: "plesk\(index + 1)", address: Self.address(index),
        clock: clock(skewMs: corpus.skewMs, zones: [0, 60, 60, 120, -300, 330]),
        era: corpus.pleskEras[index % corpus.pleskEras.count], form: dice.pick(PleskHost.Form.allCases),
        isCaught: dice.happens(0.3), scripts: "\(root)\(dice.hex(5))/Open-Xchange-7.2-\(dice.number(14...31))/scripts",
        subadmins: dice.happens(0.7) ? [stem + "1"] : [stem + "1", stem + "2"],
        phpVersion: "7.\(dice.number(1...4)).\(dice.number(3...30))"))
    pleskLogs.append(LogFile(side: .plesk, name: "plesk\(index + 1)/panel.log"))
  }

  /// Of a network that documents show, and of the one that benchmarks have where that is too small.
  private static func address(_ host: Int) -> String {
    host < 240 ? "192.0.2.\(10 + host)" : "198.18.\(host / 250).\(1 + host % 250)"
  }

  private mutating func makeNode(_ index: Int) {
    nodes.append(
      Node(
        name: "ox\(index + 1)", clock: clock(skewMs: corpus.nodeSkewMs, zones: [0, 60]),
        era: corpus.nodeEras[index % corpus.nodeEras.count], isRead: index < corpus.nodes - corpus.unreadNodes,
        exceptionPrefix: dice.number(-2_000_000_000...2_000_000_000)))
    // One machine room, one zone: Open-Xchange's own clock is known.
    nodes[index].clock.driftMsPerHour = 0
    nodeLogs.append(LogFile(side: .openXchange, name: "ox\(index + 1)/open-xchange.log.0"))
    accessLogs.append(LogFile(side: .apache, name: "ox\(index + 1)/access.log"))
    errorLogs.append(LogFile(side: .apache, name: "ox\(index + 1)/error.log"))
  }

  // MARK: The play

  private mutating func run() {
    planOutages()
    planRestarts()
    let facts = Fact.all.filter(isPlayed)
    var now = startMs
    var left = corpus.failures
    while left > 0 {
      now += Int64(dice.number(0...2 * corpus.intervalMs))
      restart(by: now)
      let host = dice.number(0...hosts.count - 1)
      if refuse(host, at: now) { continue }
      if dice.happens(corpus.successShare / (1 + corpus.successShare)) {
        succeed(host, at: now)
        continue
      }
      left -= 1
      fail(dice.pick(facts), host, at: now)
      if dice.happens(corpus.otherClientShare) { failElsewhere(at: now + Int64(dice.number(0...4000))) }
      if dice.happens(corpus.otherPackageShare) { failOtherPackage(at: now + Int64(dice.number(0...4000))) }
    }
    endMs = max(endMs, now)
    makeNoise()
  }

  private mutating func planOutages() {
    for number in 0..<corpus.outages {
      let from = startMs + Int64(number + 1) * Int64(corpus.failures * corpus.intervalMs) / Int64(corpus.outages + 1)
      outages.append((number % nodes.count, from...from + 40_000))
    }
  }

  /// Facts that leave a record in what is read.
  private func isPlayed(_ fact: Fact) -> Bool {
    if let only = corpus.onlyCause { return fact.id == only && fact.calls.contains(.createContext) }
    switch fact.appearance {
    case .onApache: return corpus.hasApache
    // Without a property nobody can tell whose call it was.
    case .onOpenXchange: return nodes.allSatisfy(\.hasProperties)
    case .answered, .transport, .onPlesk: return true
    }
  }

  mutating func subject(_ host: Int) -> Subject {
    let subadmin = dice.pick(hosts[host].subadmins)
    // Nobody orders twice: what two orders of one customer have to do with each other, only ghosts and further steps know.
    var instance = dice.number(1...160)
    while !subjects.insert("\(host) \(instance)").inserted { instance += 1 }
    let domain =
      "\(dice.pick(["linde", "ahorn", "ulme", "birke", "buche", "eibe", "esche", "kiefer"]))\(host + 1)\(WallTime.padded(instance, 3)).example"
    let user = dice.pick(["info", "post", "anna.beispiel", "buero", "kontakt", "praxis"])
    return Subject(
      domain: domain, mailbox: "\(user)@\(domain)", contextName: "\(subadmin)_\(instance)",
      contextID: 1000 * (host + 1) + instance, subadmin: subadmin, instance: instance)
  }

  private mutating func succeed(_ host: Int, at ms: Int64) {
    let node = dice.number(0...nodes.count - 1)
    let call = dice.pick(Call.allCases)
    let lines = apache(node, hosts[host])
    let end = ms + Int64(dice.number(40...900))
    accessLogs[node].add(at: end, lines.access(at: ms, "POST", "/webservices/\(call.service)", 200, bytes: 1127))
  }

  mutating func apache(_ node: Int, _ host: PleskHost) -> ApacheLines {
    ApacheLines(
      node: nodes[node], address: host.address, agent: "PHP-SOAP/\(host.phpVersion)", port: dice.number(20_000...60_000)
    )
  }

  // MARK: The end

  private mutating func makeNoise() {
    let range = startMs - Int64(corpus.marginMs)...endMs + Int64(corpus.marginMs)
    for index in nodes.indices {
      for ms in instants(range, every: corpus.noiseEveryMs) {
        nodeLogs[index].add(at: ms, Noise.nodeRecord(&dice).on(nodes[index]).text(on: nodes[index], at: ms))
      }
      for ms in instants(range, every: corpus.noiseEveryMs) {
        let noise = Noise.access(&dice)
        let lines = ApacheLines(
          node: nodes[index], address: "203.0.113.\(dice.number(60...200))", agent: noise.agent, port: 40_000)
        accessLogs[index].add(at: ms, lines.access(at: ms, noise.method, noise.path, noise.status, bytes: noise.bytes))
      }
    }
    for index in hosts.indices {
      for ms in instants(range, every: corpus.noiseEveryMs) {
        let noise = Noise.pleskRecord(&dice)
        let record = PleskRecord(
          level: noise.level, component: noise.component, message: noise.message, request: request(index, at: ms))
        pleskLogs[index].add(at: ms, record.text(on: hosts[index], at: ms))
      }
    }
  }

  private mutating func instants(_ range: ClosedRange<Int64>, every: Int) -> [Int64] {
    var result: [Int64] = []
    var now = range.lowerBound
    while now <= range.upperBound {
      result.append(now)
      now += Int64(dice.number(every / 4...every * 7 / 4))
    }
    return result
  }

  mutating func request(_ host: Int, at ms: Int64) -> PleskRecord.Request {
    let started = hosts[host].clock.utcMs(at: ms - Int64(dice.number(5...1500)))
    return PleskRecord.Request(
      process: dice.number(2000...99_000), startMicroseconds: started * 1000 + Int64(dice.number(0...999)))
  }

  private mutating func finish() -> Estate {
    var files: [(name: String, bytes: [UInt8])] = []
    var logs = pleskLogs
    for index in nodes.indices where nodes[index].isRead {
      logs.append(nodeLogs[index])
      if corpus.hasApache { logs += [accessLogs[index], errorLogs[index]] }
    }
    for log in logs {
      let (parts, places) = log.finish(generations: log.side == .apache ? 1 : corpus.generations, &dice)
      files += parts.filter { !$0.bytes.isEmpty }
      for place in places { claim(place) }
    }
    // In the order of writing on each side.
    for index in truth.failures.indices {
      truth.failures[index].records.sort { ($0.file, $0.writtenMs, $0.line) < ($1.file, $1.writtenMs, $1.line) }
    }
    return Estate(files: files, truth: truth)
  }

  private mutating func claim(_ place: LogFile.Place) {
    switch place.origin {
    case .noise: break
    case .failure(let id): truth.failures[id].records.append(place.record)
    case .otherClient: truth.otherClients.append(place.record)
    case .otherPackage: truth.otherPackages.append(place.record)
    }
  }
}

extension NodeRecord {
  /// Without what the node's layout has no place for.
  func on(_ node: Node) -> NodeRecord {
    var record = self
    if !node.hasProperties { record.properties = [] }
    return record
  }
}
