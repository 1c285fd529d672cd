import LogPipeline

/// One incident for people: what it is, whom it concerns, why, and what to do.
struct IncidentBlock {
  enum Detail: Sendable {
    /// The newest occurrence stands for all.
    case brief
    /// Every occurrence with all its evidence.
    case full
  }

  /// More subjects than these are counted only.
  private static let subjectsMax = 3

  let incident: Incident
  let zone: ShownZone
  let detail: Detail
  /// The sides of which logs were read.
  let sides: Set<Side>
  private let circumstances: Circumstances

  init(incident: Incident, zone: ShownZone, detail: Detail, sides: Set<Side>) {
    self.incident = incident
    self.zone = zone
    self.detail = detail
    self.sides = sides
    circumstances = Circumstances(incident, subjectsMax: Self.subjectsMax)
  }

  func add(to page: inout Page) {
    page.add(facts.lines(width: page.width))
    addHeadline(to: &page)
    page.addGap()
    addSubjects(to: &page)
    page.field("WHY", SafeText(incident.remedy.explain))
    addRelations(to: &page)
    addMemory(to: &page)
    if detail == .brief { addNewest(to: &page) } else { addKnowledge(to: &page) }
    page.steps("CHECK", incident.remedy.check)
    page.steps("FIX", incident.remedy.fix)
    page.steps("NEXT", incident.remedy.next)
    if detail == .full {
      page.links(incident.remedy.links)
      addOccurrences(to: &page)
    }
  }

  private var facts: FactsLine {
    FactsLine(
      owner: incident.cause.owner, retry: incident.cause.retry, since: zone.markedSecond(incident.firstSeen),
      whoElse: circumstances.whoElse)
  }

  private func addHeadline(to page: inout Page) {
    let id = SafeText(incident.id)
    for (index, line) in SafeText(incident.cause.title).wrapped(to: page.width - id.width - 2).enumerated() {
      let margin: SafeText = index == 0 ? id : ""
      page.add((margin.padded(to: id.width) + "  ").styled(.id) + line.styled(.strong))
    }
    let indent = StyledText.blanks(id.width + 2)
    for line in StyledText.lines(of: headline.map { $0.styled(.quiet) }, width: page.width - id.width - 2) {
      page.add(indent + line)
    }
  }

  private var headline: [SafeText] {
    let count = incident.count
    var failures = SafeText.count(count, "failure")
    if count > 1 { failures = "\(failures), last \(zone.second(incident.lastSeen))" }
    let state: [SafeText] = incident.state == .open ? [] : [incident.standing(in: zone)]
    return [SafeText(incident.cause.id)] + state + [failures, circumstances.place]
  }

  /// What the index knows beside the records.
  private func addMemory(to page: inout Page) {
    let memory = incident.memory
    if let twin = memory.twin { page.field("SAME AS", twin.words(in: zone)) }
    for (index, remark) in memory.remarks.enumerated() {
      let words = remark.words(in: zone)
      page.field(index == 0 ? "REMARKS" : "", remark.content.map { "\(words): \($0)" } ?? words)
    }
    if !memory.aliases.isEmpty {
      page.field("ALIAS", memory.aliases.map { SafeText($0) }.joined(separator: ", "))
    }
  }

  private func addSubjects(to page: inout Page) {
    guard circumstances.subjectCount > 0 else {
      return page.field("FOR", [StyledText("unknown: the records name neither domain nor context")])
    }
    guard detail == .brief else { return addAllSubjects(to: &page) }
    var lines = circumstances.subjects.map { $0.text(width: page.fieldWidth) }
    if circumstances.subjectCount > lines.count { lines.append("and \(circumstances.subjectCount - lines.count) more") }
    page.field("FOR", lines.map { StyledText($0) })
  }

  /// Each subject once, of which no more than the hashes are remembered.
  private func addAllSubjects(to page: inout Page) {
    var known: Set<Int> = []
    for occurrence in incident.newestFirst {
      guard let subject = Subject(occurrence.names), known.insert(subject.hashValue).inserted else { continue }
      page.field(known.count == 1 ? "FOR" : "", [StyledText(subject.text(width: page.fieldWidth))])
    }
  }

  /// What of the incident is not its first failure over again.
  private func addRelations(to page: inout Page) {
    if let restart = circumstances.restart { page.field("BECAUSE", SafeText(restart.words)) }
    for (index, item) in circumstances.relations.enumerated() {
      page.field(index == 0 ? "OF THESE" : "", item.relation.counted(item.count))
    }
  }

  // MARK: Brief

  private func addNewest(to page: inout Page) {
    guard let newest = incident.newestFirst.first else { return }
    let count = incident.count
    let shown = newest.evidence.filter { $0.role == .report || $0.role == .root }
    var lines: [StyledText] = count > 1 ? [SafeText("the newest of \(count):").styled(.quiet)] : []
    for evidence in shown.isEmpty ? Array(newest.evidence.prefix(1)) : shown {
      let view = EvidenceView(evidence: evidence, cause: newest.cause, zone: zone)
      lines.append(contentsOf: view.head(width: page.fieldWidth, day: zone.date(newest.time)))
      lines.append(StyledText.blanks(2) + view.excerpt(width: page.fieldWidth - 2))
    }
    page.field("EVIDENCE", lines)
    addLink(newest, to: &page)
    addTally(to: &page)
  }

  /// The first reasons say enough.
  private static let reasonsMax = 2

  private func addLink(_ occurrence: Occurrence, to page: inout Page) {
    guard let link = occurrence.link ?? occurrence.webLink else {
      return page.field("LINK", occurrence.verdict(cause(of: occurrence), sides: sides, nodes: incident.nodes))
    }
    let reasons = link.reasons.prefix(Self.reasonsMax).map { SafeText($0) }.joined(separator: "; ")
    page.field("LINK", "\(link.summary): \(reasons)")
  }

  /// The newest occurrence's link says nothing of the others'.
  private func addTally(to page: inout Page) {
    guard circumstances.links.count > 1 else { return }
    let counts = circumstances.links.map { "\($0.count) \($0.word)" as SafeText }
    page.field("", "of all \(incident.count): \(counts.joined(separator: ", "))")
  }

  private func cause(of occurrence: Occurrence) -> CauseSpec? {
    occurrence.cause == incident.cause.id ? incident.cause : nil
  }

  // MARK: Full

  private func addKnowledge(to page: inout Page) {
    if incident.cause.kind != .unknown { page.field("KIND", SafeText(incident.cause.kind.rawValue)) }
    page.field("KNOWN", incident.cause.grade.words)
    if let version = incident.cause.fixedIn { page.field("FIXED IN", SafeText(version)) }
    page.field(
      "SEEN BY", incident.isConfirmed ? "both sides" : "one side only: not confirmed by the other")
    page.field("IDENTITY", SafeText(incident.fingerprint))
  }

  private func addOccurrences(to page: inout Page) {
    for (index, occurrence) in incident.newestFirst.enumerated() {
      page.addGap()
      OccurrenceBlock(
        occurrence: occurrence, number: index + 1, count: incident.count, incidentCause: incident.cause,
        zone: zone, sides: sides, nodes: incident.nodes
      ).add(to: &page)
    }
  }
}
