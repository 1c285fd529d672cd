extension Simulator {
  /// A failure of another program's on the same Open-Xchange: a billing system by SOAP, or a command-line tool.
  mutating func failElsewhere(at ms: Int64) {
    let fact = dice.pick(Fact.all.filter { $0.appearance == .answered && $0.place == nil && $0.message == nil })
    let node = dice.number(0...nodes.count - 1)
    let call = dice.pick(fact.calls)
    let number = dice.number(1...400)
    let subject = Subject(
      domain: "kunde\(number).example", mailbox: "info@kunde\(number).example", contextName: "kunde\(number)",
      contextID: 90_000 + number, subadmin: "billing", instance: number)
    var text = subject.filled(dice.pick(fact.texts), &dice)
    if let end = text.firstIndex(of: "]") { text = String(text[text.index(end, offsetBy: 2)...]) }
    if corpus.hasExceptionIDs { text += "; exceptionId \(nodes[node].exceptionID())" }
    let isSOAP = dice.happens(0.6) && nodes[node].hasProperties
    let thread =
      isSOAP
      ? "OXWorker-\(WallTime.padded(dice.number(1...95), 7))" : "RMI TCP Connection(\(dice.number(2...900)))-127.0.0.1"
    let place = "com.openexchange.admin.rmi.impl.\(call.object).\(call.method)"
    var record = NodeRecord(
      thread: thread, place: place, line: 729, message: dice.happens(0.5) ? "" : text,
      stack: Frames.stack(
        "\(fact.exception): \(text)", ["\(place)(\(call.object).java:729)"], from: isSOAP ? .soap : .commandLine))
    if isSOAP {
      let agent = dice.pick(["gSOAP/2.8", "Apache-CXF/3.1.9", "python-zeep/4.1.0", "Axis2"])
      let address = "198.51.100.\(dice.number(20...24))"
      let path = "/webservices/" + call.service.replacing("Reseller", with: "")
      record.properties = requestProperties(
        path: path, address: corpus.hasAddresses ? address : "127.0.0.1", agent: agent, thread: thread, nodes[node])
      let lines = ApacheLines(node: nodes[node], address: address, agent: agent, port: 40_000)
      accessLogs[node].add(at: ms + 5, lines.access(at: ms - 90, "POST", path, 500, bytes: 432), .otherClient)
    }
    nodeLogs[node].add(at: ms, record.text(on: nodes[node], at: ms), .otherClient)
  }

  /// A failure of another package's on the same Plesk host, with words that ours uses too.
  mutating func failOtherPackage(at ms: Int64) {
    let host = dice.number(0...hosts.count - 1)
    let (name, script) = dice.pick([("WordPress", "wp"), ("Joomla", "joomla"), ("SugarCRM", "crm")])
    let path = hosts[host].scripts.split(separator: "/").dropLast(2).joined(separator: "/")
    let file = "/\(path)/\(name)-4.9-\(dice.number(2...80))/scripts/\(script).php"
    let domain = "laden\(dice.number(1...90)).example"
    let text = dice.pick([
      "Uncaught SoapFault exception: [HTTP] Could not connect to host in \(file):88",
      "Uncaught SoapFault exception: [soap:Server] Authentication failed in \(file):88",
      "Uncaught SoapFault exception: [HTTP] Forbidden in \(file):31",
      "Allowed memory size of 33554432 bytes exhausted (tried to allocate 65536 bytes) in \(file) on line 12",
      "Uncaught Exception: Context already exists in \(file):7", "Class 'SoapClient' not found in \(file) on line 3",
    ])
    let record = PleskRecord(
      message:
        "Unable to \(dice.pick(["install", "upgrade", "configure"])) application \(name) on \(domain): Non-zero exit status returned by script. Output stream: ''. Error stream: 'PHP Fatal error:  \(text)'",
      request: request(host, at: ms))
    pleskLogs[host].add(at: ms, record.text(on: hosts[host], at: ms), .otherPackage)
  }
}
