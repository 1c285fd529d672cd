extension Simulator {
  /// A start of a node, and whether it was played.
  struct PlannedRestart {
    var node: Int
    /// When the first bundle starts.
    var ms: Int64
    var isPlayed = false
  }

  /// Until its admin service is there.
  private static let startingMs: Int64 = 48_000

  /// A node that is starting serves nobody but who comes too early: the next one does.
  func serving(_ node: Int, of count: Int, at ms: Int64) -> Int {
    let isStarting = restarts.contains { $0.node == node && ms >= $0.ms && ms < $0.ms + Self.startingMs }
    return isStarting ? (node + 1) % count : node
  }

  mutating func planRestarts() {
    for number in 0..<corpus.restarts {
      let ms = startMs + Int64(number + 1) * Int64(corpus.failures * corpus.intervalMs) / Int64(corpus.restarts + 1)
      restarts.append(PlannedRestart(node: number % nodes.count, ms: ms))
    }
  }

  /// Plays the restarts up to a moment, and who calls while SOAP answers already and the admin service is not there yet.
  mutating func restart(by now: Int64) {
    for index in restarts.indices where !restarts[index].isPlayed && restarts[index].ms <= now {
      restarts[index].isPlayed = true
      let (node, ms) = (restarts[index].node, restarts[index].ms)
      // Another run, another number.
      nodes[node].exceptionPrefix = dice.number(-2_000_000_000...2_000_000_000)
      nodes[node].exceptionCount = 0
      if corpus.logsStartUp { writeStart(of: node, at: ms) }
      let fact = Fact.named("server.starting")
      for _ in 0..<dice.number(1...3) {
        let host = dice.number(0...hosts.count - 1)
        let attempt = play(
          fact, dice.pick(fact.calls), host, subject(host), at: ms + Int64(dice.number(15_000...40_000)), on: node)
        truth.failures[attempt.id].restartedMs = ms
      }
    }
  }

  private mutating func writeStart(of node: Int, at ms: Int64) {
    let bundles = ["configread", "database", "server", "sessiond", "http.grizzly", "soap.cxf", "admin"]
    for (number, bundle) in bundles.enumerated() {
      // The admin's comes when it is there.
      let moment = ms + (bundle == "admin" ? Self.startingMs : Int64(number) * 1_700)
      let record = NodeRecord(
        level: .info, thread: "Start Level: Equinox Container",
        place: "com.openexchange.\(bundle).osgi.Activator.startBundle",
        line: 88, message: dice.pick(["starting bundle: ", "Starting bundle: "]) + "com.openexchange.\(bundle)")
      nodeLogs[node].add(at: moment, record.text(on: nodes[node], at: moment))
    }
  }
}
