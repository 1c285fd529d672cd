import LogPipeline

/// One failed operation with all that speaks for it.
struct OccurrenceBlock {
  let occurrence: Occurrence
  /// 1 is the newest.
  let number: Int
  let count: Int
  let incidentCause: CauseSpec
  let zone: ShownZone
  let sides: Set<Side>
  /// Nodes of Open-Xchange's, where not all were read.
  var nodes: Incident.Nodes?
  /// Whether each reason shows what it added to the link's score.
  var weighs = false

  func add(to page: inout Page) {
    let title: SafeText = count > 1 ? "FAILURE \(number) OF \(count)" : "FAILURE"
    // Its time is that of its first record.
    let hour = occurrence.evidence.first?.event.hourWords ?? ""
    let time: SafeText = "\(zone.date(occurrence.time)) \(zone.millisecond(occurrence.time))\(hour)"
    let head = (title + "  ").styled(.quiet) + time.styled(.strong)
    let place = StyledText("  \(occurrence.place)")
    page.add(head.width + place.width <= page.width ? [head + place] : [head, place])
    page.field("FOR", Subject(occurrence.names)?.text ?? "unknown")
    if occurrence.cause != incidentCause.id { page.field("CAUSE", SafeText(occurrence.cause)) }
    if let relation = occurrence.relation { page.field("BECAUSE", relation.words) }
    if let restart = occurrence.restart { page.field("BECAUSE", SafeText(restart.words)) }
    for evidence in occurrence.evidence { add(evidence, to: &page) }
    addCount(to: &page)
    addLink(to: &page)
  }

  /// A fault on both of a script's streams, or in one record and in the next, is one failure.
  private func addCount(to page: inout Page) {
    let told = occurrence.evidence.count { $0.event.event.side == .plesk }
    guard told > 1 else { return }
    page.field("COUNTED", "once: \(told) records of Plesk's tell of this one failure")
  }

  private func add(_ evidence: Evidence, to page: inout Page) {
    let view = EvidenceView(evidence: evidence, cause: occurrence.cause, zone: zone)
    let dated = evidence.event
    let when: SafeText = "\(zone.date(dated.time)) \(zone.millisecond(dated.time))\(dated.hourWords)"
    page.field(
      SafeText(evidence.role.rawValue.uppercased()).cut(to: Page.labelWidth - 1),
      "\(dated.host)  \(when)  \(dated.event.level.rawValue)", .plain)
    page.field("", view.place, .quiet)
    page.field("", SafeText(dated.event.summary.string))
    if let proof = view.hiddenProof { page.field("", proof, .match) }
  }

  private func addLink(to page: inout Page) {
    if let link = occurrence.link {
      add(link, "LINK", to: &page)
    } else {
      let cause = occurrence.cause == incidentCause.id ? incidentCause : nil
      page.field("LINK", occurrence.verdict(cause, sides: sides, nodes: nodes))
      addRejected(occurrence.rejected, to: &page)
      if weighs, occurrence.partner == .missing, occurrence.rejected.isEmpty {
        page.item("REJECTED", "-", "nothing: no failure of Open-Xchange's lies within two minutes of it")
      }
    }
    if let link = occurrence.webLink { add(link, "APACHE", to: &page) }
  }

  private func add(_ link: Link, _ label: SafeText, to page: inout Page) {
    page.field(label, link.summary)
    for (reason, weight) in link.weighed {
      page.item("", weighs ? Link.signed(weight) : "+", SafeText(reason))
    }
    if let runnerUp = link.runnerUp { page.item("RUNNER-UP", "-", SafeText(runnerUp)) }
    addRejected(link.runnerUp == nil ? link.rejected : Array(link.rejected.dropFirst()), to: &page)
  }

  private func addRejected(_ rejected: [String], to page: inout Page) {
    for (index, text) in rejected.enumerated() { page.item(index == 0 ? "REJECTED" : "", "-", SafeText(text)) }
  }
}
