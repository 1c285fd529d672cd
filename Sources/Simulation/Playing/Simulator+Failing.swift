extension Simulator {
  /// Plays one failure, and what comes of it.
  mutating func fail(_ fact: Fact, _ host: Int, at ms: Int64) {
    let attempt = play(fact, dice.pick(fact.calls), host, subject(host), at: ms)
    if attempt.hasReport, dice.happens(corpus.cascadeShare) {
      play(
        .busy, attempt.call, host, attempt.subject, at: attempt.answeredMs + Int64(dice.number(4000...30_000)),
        parent: attempt.id)
    }
    guard case .slow = fact.exchange, dice.happens(corpus.ghostShare) else { return }
    // Open-Xchange went on and finished; the customer tries again.
    let proofs =
      attempt.call == .createContext
      ? ["context.mapping-taken", "context.exists"]
      : attempt.call == .createUser ? ["user.exists", "user.mail-taken"] : []
    guard !proofs.isEmpty else { return }
    let proof = Fact.named(dice.pick(proofs))
    _ = play(
      proof, attempt.call, host, attempt.subject, at: attempt.answeredMs + Int64(dice.number(90_000...400_000)),
      parent: attempt.id)
  }

  /// Plays an operation during an outage, or while Apache refuses calls after one.
  ///
  /// - Returns: Whether there is any.
  mutating func refuse(_ host: Int, at ms: Int64) -> Bool {
    guard !outages.isEmpty else { return false }
    let node = dice.number(0...nodes.count - 1)
    if let block = blocks[node], block.untilMs > ms {
      play(.penalty, dice.pick(Fact.penalty.calls), host, subject(host), at: ms, on: node, parent: block.failure)
      return true
    }
    guard outages.contains(where: { $0.node == node && $0.range.contains(ms) }) else { return false }
    let attempt = play(.outage, dice.pick(Fact.outage.calls), host, subject(host), at: ms, on: node)
    blocks[node] = (ms + 60_000, attempt.id)
    return true
  }

  @discardableResult
  mutating func play(
    _ fact: Fact, _ call: Call, _ host: Int, _ subject: Subject, at ms: Int64, on node: Int? = nil, parent: Int? = nil
  ) -> Attempt {
    var attempt = begin(fact, call, host, subject, at: ms, on: node)
    let degradation = decideWhatIsWritten(&attempt)
    writeExchange(&attempt)
    if fact.appearance == .answered || fact.appearance == .onOpenXchange { writeRecords(attempt) }
    if attempt.hasReport { writeReport(&attempt, degradation) }
    note(attempt, degradation, parent: parent)
    endMs = max(endMs, attempt.answeredMs)
    return attempt
  }

  private mutating func begin(
    _ fact: Fact, _ call: Call, _ host: Int, _ subject: Subject, at ms: Int64, on node: Int?
  ) -> Attempt {
    // What one side alone shows is played where it can be read.
    let isOneSided = fact.appearance == .onOpenXchange || fact.appearance == .onApache
    let choice = nodes.count - (isOneSided ? corpus.unreadNodes : 0)
    let node = node ?? serving(dice.number(0...choice - 1), of: choice, at: ms)
    let template = fact.texts.isEmpty ? "" : dice.pick(fact.texts)
    var text = subject.filled(template, &dice).replacing("{service}", with: call.service)
    var code: String?
    if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
      code = String(text[text.index(after: text.startIndex)..<end])
      text = String(text[text.index(end, offsetBy: 2)...])
    }
    let path = "/webservices/\(call.service)"
    var attempt = Attempt(
      id: truth.failures.count, fact: fact, call: call, host: host, node: node, subject: subject, startMs: ms,
      answeredMs: ms + latency(40, 900), template: template, code: code, text: text, path: path)
    guard fact.appearance == .answered else { return attempt }
    if fact.isNested { attempt.text = "\(fact.exception): \(text)" }
    if corpus.hasExceptionIDs { attempt.text += "; exceptionId \(nodes[node].exceptionID())" }
    return attempt
  }

  /// Mostly short, at times four times as long.
  mutating func latency(_ least: Int, _ most: Int) -> Int64 {
    Int64(min(dice.number(least...most), dice.number(least...most)) * (dice.happens(0.03) ? 4 : 1))
  }

  /// Decides which records exist: something of a failure is always left to read.
  private mutating func decideWhatIsWritten(_ attempt: inout Attempt) -> Degradation? {
    let fact = attempt.fact
    let isRead = nodes[attempt.node].isRead
    switch fact.appearance {
    case .onOpenXchange, .onApache:
      (attempt.hasReport, attempt.hasRecord) = (false, fact.appearance == .onOpenXchange)
      return nil
    case .answered:
      attempt.hasRecord = isRead
      let isVisible = isRead && nodes[attempt.node].hasProperties
      attempt.hasReport = !(isVisible && dice.happens(corpus.missingReportShare))
    case .transport:
      let isVisible = corpus.hasApache && isRead && fact.isToldByApache
      attempt.hasReport = !(isVisible && dice.happens(corpus.missingReportShare))
    case .onPlesk: break
    }
    guard attempt.hasReport else { return nil }
    let degradation = degradation(of: fact)
    // A text that Plesk's side cannot tell, and a wrapper without one, need their partner.
    if fact.appearance == .answered, degradation != .wrapperOnly, fact.toldByPlesk?.isEmpty != true,
      dice.happens(fact.mayBeSilent ? 0.5 : corpus.missingRecordShare)
    {
      attempt.hasRecord = false
    }
    return degradation
  }

  private mutating func degradation(of fact: Fact) -> Degradation? {
    let shares: [(Degradation, Double)] = [
      (.bare, corpus.bareShare), (.cut, corpus.cutShare), (.escaped, corpus.escapedShare),
      (.unknownWrapper, corpus.unknownWrapperShare), (.wrapperOnly, corpus.wrapperOnlyShare),
    ]
    var rest = Double(dice.number(0...9999)) / 10_000
    for (degradation, share) in shares {
      if rest < share { return degradation }
      rest -= share
    }
    return nil
  }

  // MARK: Truth

  private mutating func note(_ attempt: Attempt, _ degradation: Degradation?, parent: Int?) {
    let cause = toldCause(attempt, degradation)
    let told = Self.toldFact(cause, attempt.fact)
    let operation = attempt.reportedVerb ?? (attempt.hasRecord ? attempt.call.verb : nil)
    var failure = Truth.Failure(
      id: attempt.id, timeMs: attempt.startMs, host: hosts[attempt.host].name, node: nodes[attempt.node].name,
      subject: attempt.subject, operation: operation, origin: attempt.fact.id, cause: cause, incidentCause: cause,
      owner: told.owner, retry: told.retry, blastRadius: told.reach, verdict: verdict(attempt),
      group: group(cause, operation, attempt),
      degradation: degradation?.rawValue)
    if let parent {
      let root = truth.failures[parent]
      (failure.incidentCause, failure.group) = (root.incidentCause, root.group)
      (failure.owner, failure.retry, failure.blastRadius) = (root.owner, root.retry, root.blastRadius)
    }
    truth.failures.append(failure)
  }

  /// Nothing listens for anybody, whoever calls and whatever for.
  private func group(_ cause: String, _ operation: String?, _ attempt: Attempt) -> String {
    if cause == Fact.outage.id { return "\(cause)|ox" }
    return "\(cause)|\(operation ?? "-")|\(owner(cause, attempt))|\(Self.folded(attempt))"
  }

  /// Where Open-Xchange's or Apache's record does not say what it was, Plesk's text may tell less.
  private func toldCause(_ attempt: Attempt, _ degradation: Degradation?) -> String {
    let fact = attempt.fact
    let apacheTells = corpus.hasApache && nodes[attempt.node].isRead
    switch fact.appearance {
    case .answered:
      if attempt.hasRecord { return fact.id }
      let told = fact.toldByPlesk ?? fact.id
      if degradation != .wrapperOnly, !told.isEmpty { return told }
      // Where Plesk's text is none that anybody knows, its code says whose answer it was; without one it is a script that failed.
      return degradation == .wrapperOnly || degradation == .bare ? "plesk.script-failed" : Self.unknownFault
    case .transport:
      if degradation == .wrapperOnly { return apacheTells && fact.isToldByApache ? fact.id : "plesk.script-failed" }
      return apacheTells ? fact.id : fact.toldByPlesk ?? fact.id
    case .onPlesk: return degradation == .wrapperOnly ? "plesk.script-failed" : fact.id
    case .onOpenXchange, .onApache: return fact.id
    }
  }

  private static func toldFact(_ cause: String, _ fact: Fact) -> Fact {
    if cause == fact.id { return fact }
    if cause == "plesk.script-failed" {
      // Nothing is known but that a script failed: whoever runs it looks first.
      return Fact(cause, .pleskAdmin, .checkFirst, .subject, .onPlesk, [], [])
    }
    // Open-Xchange answered, and its log alone says what.
    if cause == unknownFault { return Fact(cause, .oxAdmin, .checkFirst, .subject, .answered, [], []) }
    return Fact.named(cause)
  }

  private static let unknownFault = "soap.unknown-fault"

  /// What the root's text is without whom it concerns: names, numbers and ids of one kind read alike.
  private static func folded(_ attempt: Attempt) -> String {
    let fact = attempt.fact
    // An exception says more than CXF's line above it.
    let isOwnWord = attempt.hasRecord && fact.place?.hasPrefix("org.apache.cxf") != true
    var text = isOwnWord ? fact.message ?? attempt.template : attempt.template
    for name in [
      "{id}", "{name}", "{domain}", "{number}", "{limit}", "{user}", "{mailbox}", "{subadmin}", "{instance}",
    ] {
      text = text.replacing(name, with: "{}")
    }
    return text
  }

  private func verdict(_ attempt: Attempt) -> Truth.Verdict? {
    guard attempt.hasReport else { return nil }
    guard attempt.fact.appearance == .answered else { return .notExpected }
    if attempt.hasRecord { return .found }
    if corpus.unreadNodes > 0 { return .notCovered }
    return attempt.fact.mayBeSilent ? .notExpected : .missing
  }

  /// Limits and access belong to the subadmin, transport and scripts to the Plesk host, all else to the installation.
  private func owner(_ cause: String, _ attempt: Attempt) -> String {
    switch cause.prefix(while: { $0 != "." }) {
    case "limit", "access": "subadmin \(attempt.subject.subadmin)"
    case "transport", "plesk": hosts[attempt.host].name
    default: "ox"
    }
  }
}
