import LogPipeline

extension IncidentDocument {
  package init(_ result: ScanResult) {
    sources = result.sources.map(Source.init)
    skipped = result.skipped.map { Skipped(file: $0.file, bytes: $0.bytes, reason: $0.reason) }
    notes = result.notes
    incidents = result.incidents.map(IncidentEntry.init)
    suspected = result.suspected.map(EvidenceEntry.init)
    otherClients = result.otherClients.map(EvidenceEntry.init)
  }
}

extension IncidentDocument.Source {
  init(_ report: SourceReport) {
    self.init(
      file: report.file, host: report.host, side: report.side.rawValue,
      format: report.layouts.isEmpty ? nil : report.layouts.joined(separator: "+"), bytes: report.bytes,
      records: report.records, unparsedBytes: report.unparsedBytes, droppedBytes: report.droppedBytes,
      first: report.first?.iso8601, last: report.last?.iso8601,
      utcOffset: report.offsetMinutes.map(Self.offset(minutes:)), offsetFrom: report.zone.rawValue)
  }

  /// `+02:00`
  package static func offset(minutes: Int) -> String {
    let absolute = abs(minutes)
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(minutes < 0 ? "-" : "+")\(padded(absolute / 60)):\(padded(absolute % 60))"
  }
}

extension IncidentDocument.IncidentEntry {
  package init(_ incident: Incident) {
    let cause = incident.cause
    self.init(
      id: incident.id, cause: cause.id, title: cause.title, kind: cause.kind == .unknown ? nil : cause.kind.rawValue,
      owner: cause.owner.rawValue, retry: cause.retry.rawValue, state: incident.state.rawValue,
      stateSince: (incident.memory.stateSince ?? incident.recoveredAt)?.iso8601,
      recoveredBy: incident.recoveredBy,
      recoveredAt: (incident.recoveredAt ?? incident.listedAt)?.iso8601,
      blastRadius: cause.affects.rawValue, confirmed: incident.isConfirmed, operation: incident.operation,
      firstSeen: incident.firstSeen.iso8601, lastSeen: incident.lastSeen.iso8601, fingerprint: incident.fingerprint,
      grade: cause.grade.rawValue, fixedIn: cause.fixedIn,
      occurrences: incident.occurrences.map { IncidentDocument.OccurrenceEntry($0, nodes: incident.nodes) },
      remedy: IncidentDocument.RemedyEntry(incident.remedy), aliases: incident.memory.aliases,
      remarks: incident.memory.remarks.map(IncidentDocument.RemarkEntry.init),
      sameAs: incident.memory.twin.map(IncidentDocument.TwinEntry.init))
  }
}

extension IncidentDocument.OccurrenceEntry {
  /// - Parameter nodes: Those of its incident.
  package init(_ occurrence: Occurrence, nodes: Incident.Nodes?) {
    let nodes = nodes.flatMap { $0.concern(occurrence) ? $0 : nil }
    self.init(
      time: occurrence.time.iso8601, host: occurrence.host, operation: occurrence.operation, cause: occurrence.cause,
      subject: IncidentDocument.Subject(occurrence.names), partner: occurrence.partner?.rawValue,
      nodes: nodes.map { IncidentDocument.Nodes(read: $0.read, known: $0.known) },
      link: occurrence.link.map(IncidentDocument.LinkEntry.init), relation: occurrence.relation?.rawValue,
      restart: occurrence.restart.map(IncidentDocument.RestartEntry.init),
      evidence: occurrence.evidence.map(IncidentDocument.EvidenceEntry.init))
  }
}

extension IncidentDocument.RestartEntry {
  init(_ restart: Restart) {
    self.init(
      host: restart.host, shownBy: restart.sign.rawValue, secondsBefore: Double(restart.beforeMs) / 1000)
  }
}

extension IncidentDocument.Subject {
  package init(_ names: SubjectNames) {
    let all = names.completed
    self.init(
      domain: all.domain, mailbox: all.mailbox, contextName: all.contextName,
      contextID: all.contextID.flatMap { Int($0) }, subscription: all.subscription, subadmin: all.subadmin,
      address: all.address, customer: all.customer, listed: names.listedKeys)
  }

  /// For a table's columns: domain, mailbox, context's name and id, subscription, subadmin, customer, and what lists gave.
  package var cells: [String] {
    let names: [String?] = [
      domain, mailbox, contextName, contextID.map { String($0) }, subscription, subadmin, customer,
      listed.joined(separator: " "),
    ]
    return names.map { $0 ?? "" }
  }
}

extension IncidentDocument.LinkEntry {
  init(_ link: Link) {
    self.init(
      rule: link.rule.rawValue, confidence: link.confidence.rawValue, score: link.score, reasons: link.reasons,
      rejected: link.rejected)
  }
}

extension IncidentDocument.EvidenceEntry {
  package init(_ evidence: Evidence) {
    let event = evidence.event
    self.init(
      role: evidence.role.rawValue, side: event.event.side.rawValue, host: event.host, file: event.file,
      line: event.event.position.line, offset: event.event.position.offset, length: event.event.position.byteCount,
      time: event.time.iso8601, isHourUnknown: event.isHourUnknown, level: event.event.level.rawValue,
      text: event.event.summary.string,
      link: evidence.link.map(IncidentDocument.LinkEntry.init))
  }
}

extension IncidentDocument.RemedyEntry {
  package init(_ remedy: Remedy) {
    self.init(
      explain: remedy.explain, check: remedy.check, fix: remedy.fix, links: remedy.links, next: remedy.next)
  }
}

extension IncidentDocument.RemarkEntry {
  init(_ remark: Remark) {
    let until: String? =
      switch remark.muteEnd {
      case .time(let end): end.iso8601
      case .failures(let count): "\(count)"
      case .escalating: "escalating"
      case nil: nil
      }
    self.init(
      verb: remark.verb.rawValue, time: remark.time.iso8601, author: remark.author, text: remark.text?.string,
      ticket: remark.ticket, until: until)
  }
}

extension IncidentDocument.TwinEntry {
  init(_ twin: IncidentMemory.Twin) {
    self.init(
      id: twin.id, firstSeen: twin.firstSeen.iso8601,
      resolution: twin.resolution.map(IncidentDocument.RemarkEntry.init))
  }
}

extension Incident {
  /// When imported lists showed that it was over; `nil` where the logs did, or nothing does.
  package var listedAt: Instant? { state == .recovered && recoveredAt == nil ? memory.stateSince : nil }

  /// What shows that it is over: `log`, `inventory`, `user`.
  fileprivate var recoveredBy: String? {
    if state == .resolved { return "user" }
    return recoveredAt != nil ? "log" : listedAt != nil ? "inventory" : nil
  }
}
