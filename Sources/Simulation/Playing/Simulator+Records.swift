extension Simulator {
  private static let namespace = "http://soap.reseller.admin.openexchange.com"

  /// Open-Xchange's records of a failure: one, or those of the storage, of the handler and of CXF.
  mutating func writeRecords(_ attempt: Attempt) {
    let node = nodes[attempt.node]
    guard attempt.hasRecord else { return }
    let thread = "OXWorker-\(WallTime.padded(dice.number(1...95), 7))"
    let properties =
      node.hasProperties
      ? requestProperties(
        path: attempt.path, address: corpus.hasAddresses ? hosts[attempt.host].address : "127.0.0.1",
        agent: "PHP-SOAP/\(hosts[attempt.host].phpVersion)", thread: thread, node) : []
    let mapped = records(attempt).map { record in
      var record = record
      (record.thread, record.properties) = (thread, properties)
      return record
    }
    var ms = attempt.answeredMs - Int64(mapped.count * 4)
    for record in mapped {
      nodeLogs[attempt.node].add(at: ms, record.text(on: node, at: ms), .failure(attempt.id))
      ms += Int64(dice.number(1...3))
    }
  }

  /// The records without thread and properties, in the order of writing.
  private mutating func records(_ attempt: Attempt) -> [NodeRecord] {
    let fact = attempt.fact
    if let message = fact.message { return [ownRecord(attempt, message)] }
    let implementation = "com.openexchange.admin.rmi.impl.\(attempt.call.object).\(attempt.call.method)"
    let place = "\(implementation)(\(attempt.call.object).java:729)"
    let soap =
      "com.openexchange.admin.soap.reseller.\(attempt.call.isOfUser ? "user" : "context").reseller.soap.\(attempt.call.service)PortTypeImpl.\(attempt.call.method)(\(attempt.call.service)PortTypeImpl.java:842)"
    let inner = "\(fact.exception): \(attempt.fact.isNested ? Self.withoutClass(attempt.text) : attempt.text)"
    let storage = "com.openexchange.admin.rmi.exceptions.StorageException"
    let head = fact.isNested ? "\(storage): \(attempt.text)" : "\(fact.exception): \(attempt.text)"
    let cause = fact.isNested ? ["Caused by: \(inner)", "\t... 10 common frames omitted"] : []
    var records = [
      NodeRecord(
        thread: "", place: implementation, line: 729, message: dice.happens(0.5) ? "" : attempt.text,
        stack: Frames.stack(head, [place, soap], from: .soap, cause: cause))
    ]
    guard dice.happens(corpus.severalRecordsShare) else { return records }
    let store = "com.openexchange.admin.storage.mysqlStorage.\(attempt.call.object)MySQLStorage.\(attempt.call.method)"
    records.insert(
      NodeRecord(
        thread: "", place: store, line: 1212, message: "",
        stack: Frames.stack(
          inner, ["\(store)(\(attempt.call.object)MySQLStorage.java:1141)", place, soap], from: .soap)),
      at: 0)
    if dice.happens(0.5) {
      records.append(
        NodeRecord(
          level: .warning, thread: "", place: "org.apache.cxf.phase.PhaseInterceptorChain.doDefaultLogging", line: 452,
          message: "Application \(Self.operationName(attempt.call)) has thrown exception, unwinding now",
          stack: Frames.stack("org.apache.cxf.interceptor.Fault: \(attempt.text)", [], from: .soap)))
    }
    return records
  }

  /// A record whose own line says what the fault does not.
  private mutating func ownRecord(_ attempt: Attempt, _ message: String) -> NodeRecord {
    let fact = attempt.fact
    let implementation = "com.openexchange.admin.rmi.impl.\(attempt.call.object).\(attempt.call.method)"
    let place = fact.place ?? implementation
    let line = attempt.subject.filled(message, &dice).replacing(
      Fact.cxfMark, with: Self.operationName(attempt.call))
    let said = fact.innerText.map { attempt.subject.filled($0, &dice) } ?? attempt.text
    let frames = [
      Frames.frame(place, line: 142),
      "\(implementation)(\(attempt.call.object).java:681)",
    ]
    let isCXF = place.hasPrefix("org.apache.cxf")
    return NodeRecord(
      level: isCXF ? .warning : .error, thread: "", place: place, line: 142, message: line,
      stack: Frames.stack("\(fact.exception): \(said)", frames, from: .soap))
  }

  static func operationName(_ call: Call) -> String {
    "{\(namespace)}\(call.service)#{\(namespace)}\(call.method)"
  }

  private static func withoutClass(_ text: String) -> String {
    text.firstRange(of: ": ").map { String(text[$0.upperBound...]) } ?? text
  }

  mutating func requestProperties(path: String, address: String, agent: String, thread: String, _ node: Node) -> [(
    key: String, value: String
  )] {
    let version =
      switch node.era {
      case .v742: "7.4.2-Rev47"
      case .json: "8.20-Rev3"
      default: corpus.hasExceptionIDs ? "7.10.6-Rev8" : "7.8.4-Rev22"
      }
    return [
      ("com.openexchange.grizzly.method", "POST"), ("com.openexchange.grizzly.queryString", "<none>"),
      ("com.openexchange.grizzly.remoteAddress", address),
      ("com.openexchange.grizzly.remotePort", "\(dice.number(20_000...60_000))"),
      ("com.openexchange.grizzly.requestURI", path), ("com.openexchange.grizzly.serverName", "ox.example"),
      ("com.openexchange.grizzly.threadName", thread), ("com.openexchange.grizzly.userAgent", agent),
      ("com.openexchange.localhost.version", version),
      (
        "com.openexchange.request.trackingId",
        "\(dice.number(100_000_000...2_000_000_000))-\(dice.number(100_000_000...2_000_000_000))"
      ),
    ]
  }
}
