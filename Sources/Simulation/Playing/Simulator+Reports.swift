extension Simulator {
  /// Plesk's records of a failure: the script's end in its wrapper, at times with the utility's own before it.
  mutating func writeReport(_ attempt: inout Attempt, _ degradation: Degradation?) {
    let host = hosts[attempt.host]
    let ms = attempt.answeredMs + latency(30, 700)
    let message = reportMessage(attempt, host, degradation)
    var request = request(attempt.host, at: ms)
    request.startMicroseconds = host.clock.utcMs(at: attempt.startMs - Int64(dice.number(100...4000))) * 1000 + 137
    let component = host.form == .bare || host.form == .task ? "apsc" : "panel"
    let isScripts = host.form != .bare && attempt.fact.id != Fact.busy.id
    if dice.happens(corpus.severalRecordsShare / 2), degradation == nil, isScripts {
      let tool =
        "proc_close() failed ['/usr/bin/php' '-f' '\(host.scripts)/configure' '\(attempt.call.verb)'] with exit code [255]"
      let record = PleskRecord(component: "util_exec", message: tool, request: request)
      pleskLogs[attempt.host].add(at: ms - 2, record.text(on: host, at: ms - 2), .failure(attempt.id))
      attempt.reportedVerb = attempt.call.verb
    }
    // `Configuration of …` is a verb too; else it is the wrapper's, or that of the call in PHP's stack.
    if degradation == .bare { attempt.reportedVerb = "configure" }
    if message.contains("application Open-Xchange on") || message.contains("__soapCall(") {
      attempt.reportedVerb = attempt.call.verb
    }
    let record = PleskRecord(component: component, message: message, request: request)
    pleskLogs[attempt.host].add(at: ms, record.text(on: host, at: ms), .failure(attempt.id))
  }

  private mutating func reportMessage(_ attempt: Attempt, _ host: PleskHost, _ degradation: Degradation?) -> String {
    if attempt.fact.id == Fact.busy.id { return attempt.text }
    let fault = fault(attempt, host)
    switch degradation {
    case nil: return wrapped(fault, attempt, host)
    case .bare?:
      let whom = attempt.call.isOfUser ? attempt.subject.mailbox : attempt.subject.domain
      return "Configuration of Open-Xchange for \(whom) failed: \(attempt.text)"
    case .cut?:
      let whole = wrapped(fault, attempt, host)
      return String(whole.prefix(dice.pick([220, 255, 300])))
    case .escaped?:
      let escaped =
        dice.happens(0.5)
        ? fault.replacing("\\", with: "\\\\").replacing("'", with: "\\'").replacing("\n", with: "\\n")
        : fault.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
          .replacing("\"", with: "&quot;").replacing("'", with: "&#039;")
      return wrapped(escaped, attempt, host)
    case .wrapperOnly?: return wrapped("", attempt, host)
    case .unknownWrapper?: return strange(fault, attempt)
    }
  }

  private func wrapped(_ fault: String, _ attempt: Attempt, _ host: PleskHost) -> String {
    let subject = attempt.subject
    // A wrapper without anything in it is still one.
    let form = fault.isEmpty && host.form == .bare ? PleskHost.Form.unable : host.form
    switch form {
    case .unable:
      return
        "Unable to \(attempt.call.verb) application Open-Xchange on \(subject.domain): Non-zero exit status returned by script. Output stream: ''. Error stream: '\(fault)'"
    case .instance:
      return
        "Configuration script of instance \(subject.instance) (\(subject.domain)) failed with exit code [255]: \(fault)"
    case .bare: return fault
    case .task:
      return
        "Task \(100_000 + attempt.id): Execution of configuration script for instance with id \(subject.instance) of service with id 12 of instance with id \(subject.instance) of application with id 5 failed - returned value: 255 output: '' errors: '\(fault)'"
    }
  }

  /// Wrappers that nobody has described.
  private mutating func strange(_ fault: String, _ attempt: Attempt) -> String {
    let subject = attempt.subject
    switch dice.number(0...3) {
    case 0:
      return
        "APS controller: a script of package Open-Xchange ended with status 1 for \(subject.domain): \(fault)"
    case 1: return "Task \(40_000 + attempt.id) (Open-Xchange, \(subject.domain)) aborted. Details follow.\n\(fault)"
    case 2:
      let escaped = fault.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
      return
        "worker reports: {\"package\":\"Open-Xchange\",\"resource\":\"\(subject.domain)\",\"message\":\"\(escaped)\"}"
    default: return "Provisioning of Open-Xchange for \(subject.domain) stopped: \(fault)"
    }
  }

  /// What the script prints: PHP's fatal error, or a caught fault with its stack.
  private mutating func fault(_ attempt: Attempt, _ host: PleskHost) -> String {
    let library = "\(host.scripts)/lib/OXSoap.php"
    guard let code = attempt.code else {
      return "PHP Fatal error:  \(attempt.text) in \(host.scripts)/configure on line 88"
    }
    let called = attempt.call.isOfUser ? attempt.subject.mailbox : attempt.subject.contextName
    let password = called.utf8.count % 2 == 0 ? "'Canary-\(attempt.subject.instance)', " : ""
    var frames: [String] = []
    if code == "HTTP" {
      frames.append(
        "[internal function]: SoapClient->__doRequest('<?xml version=\"...', 'https://ox.exam...', '', 1, 0)")
    }
    frames += [
      "\(library)(61): SoapClient->__soapCall('\(attempt.call.method)', Array)",
      "\(host.scripts)/lib/\(attempt.call.object).php(88): OXSoap->call('\(attempt.call.method)', Array)",
      "\(host.scripts)/configure(143): \(attempt.call.object)->\(attempt.call.method)('\(Self.argument(called))', \(password)Object(Credentials))",
      "{main}",
    ]
    let stack = frames.enumerated().map { "#\($0) \($1)" }.joined(separator: "\n")
    let text = "SoapFault exception: [\(code)] \(attempt.text) in \(library):61\nStack trace:\n\(stack)"
    return host.isCaught ? text : "PHP Fatal error:  Uncaught \(text)\n  thrown in \(library) on line 61"
  }

  /// PHP prints fifteen characters of an argument.
  private static func argument(_ text: String) -> String { text.utf8.count > 15 ? text.prefix(15) + "..." : text }
}
