extension Simulator {
  /// What Apache logs of the call, and when the script has its answer.
  mutating func writeExchange(_ attempt: inout Attempt) {
    let (start, node) = (attempt.startMs, attempt.node)
    let lines = apache(node, hosts[attempt.host])
    let origin = LogFile.Origin.failure(attempt.id)
    func answer(_ status: Int, _ bytes: Int, at end: Int64, method: String = "POST", query: String = "") {
      var caller = lines
      if method == "GET" {
        caller = ApacheLines(node: lines.node, address: lines.address, agent: "-", port: lines.port)
      }
      accessLogs[node].add(
        at: end, caller.access(at: start, method, attempt.path + query, status, bytes: bytes), origin)
    }
    func say(_ texts: [String], at ms: Int64) { for text in texts { errorLogs[node].add(at: ms, text, origin) } }
    switch attempt.fact.exchange {
    case .nothing: break
    case .answered(let status):
      answer(status, status == 200 ? 1127 : 432, at: attempt.answeredMs + 4)
    case .denied:
      say([lines.denied(at: start + 2, attempt.path)], at: start + 2)
      answer(403, 305, at: start + 3)
      attempt.answeredMs = start + 3
    case .refused:
      say(lines.refused(at: start + 2), at: start + 2)
      answer(503, 299, at: start + 4)
      attempt.answeredMs = start + 4
    case .down:
      say(lines.refused(at: start + 2) + [lines.disabling(at: start + 2)], at: start + 2)
      answer(503, 299, at: start + 4)
      attempt.answeredMs = start + 4
    case .blocked:
      answer(503, 299, at: start + 1)
      attempt.answeredMs = start + 1
    case .proxyTimeout:
      attempt.answeredMs = start + 100_000
      say(lines.proxyTimeout(at: attempt.answeredMs, attempt.path), at: attempt.answeredMs)
      answer(502, 421, at: attempt.answeredMs + 1)
    case .dropped:
      attempt.answeredMs = start + Int64(dice.number(300...9000))
      say(lines.dropped(at: attempt.answeredMs, attempt.path), at: attempt.answeredMs)
      answer(502, 421, at: attempt.answeredMs + 1)
    case .slow:
      attempt.answeredMs = start + 60_000
      answer(200, 1832, at: start + Int64(dice.number(61_000...98_000)))
    case .emptied: answer(200, 0, at: attempt.answeredMs)
    case .wsdl(let status):
      answer(status, status == 200 ? 3120 : 209, at: start + 6, method: "GET", query: "?wsdl")
      attempt.answeredMs = start + 6
    case .wsdlDenied:
      say([lines.denied(at: start + 2, attempt.path)], at: start + 2)
      answer(403, 305, at: start + 3, method: "GET", query: "?wsdl")
      attempt.answeredMs = start + 3
    }
  }
}
