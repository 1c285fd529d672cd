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
  /// Whether each reason shows what it added to the link's score.
  var weighs = false

  func add(to page: inout Page) {
    let title: SafeText = count > 1 ? "FAILURE \(number) OF \(count)" : "FAILURE"
    let time: SafeText = "\(zone.date(occurrence.time)) \(zone.millisecond(occurrence.time))"
    let head = (title + "  ").styled(.quiet) + time.styled(.strong)
    let place = StyledText("  \(occurrence.place)")
    page.add(head.width + place.width <= page.width ? [head + place] : [head, place])
    page.field("FOR", Subject(occurrence.fields)?.text ?? "unknown")
    if occurrence.cause != incidentCause.id { page.field("CAUSE", SafeText(occurrence.cause)) }
    for evidence in occurrence.evidence { add(evidence, to: &page) }
    addLink(to: &page)
  }

  private func add(_ evidence: Evidence, to page: inout Page) {
    let view = EvidenceView(evidence: evidence, cause: occurrence.cause, zone: zone)
    let dated = evidence.event
    let when: SafeText = "\(zone.date(dated.time)) \(zone.millisecond(dated.time))"
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
      page.field("LINK", occurrence.verdict(cause, sides: sides))
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
