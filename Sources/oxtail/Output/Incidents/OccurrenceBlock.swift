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

  func add(to page: inout Page) {
    let title: SafeText = count > 1 ? "FAILURE \(number) OF \(count)" : "FAILURE"
    let time: SafeText = "\(zone.date(occurrence.time)) \(zone.millisecond(occurrence.time))"
    page.add((title + "  ").styled(.quiet) + time.styled(.strong) + StyledText("  \(occurrence.place)"))
    page.field("FOR", Subject(occurrence.fields)?.text ?? "unknown")
    if occurrence.cause != incidentCause.id { page.field("CAUSE", SafeText(occurrence.cause)) }
    for evidence in occurrence.evidence { add(evidence, to: &page) }
    addLink(to: &page)
  }

  private func add(_ evidence: Evidence, to page: inout Page) {
    let view = EvidenceView(evidence: evidence, zone: zone)
    let dated = evidence.event
    let when: SafeText = "\(zone.date(dated.time)) \(zone.millisecond(dated.time))"
    page.field(
      SafeText(evidence.role.rawValue.uppercased()).cut(to: Page.labelWidth - 1),
      "\(dated.host)  \(when)  \(dated.event.level.rawValue)", .plain)
    page.field("", view.place, .quiet)
    page.field("", SafeText(dated.event.summary.string))
    page.field("", matched(dated), .match)
  }

  /// What was recognised, where the first line does not show it.
  private func matched(_ dated: DatedEvent) -> SafeText {
    guard let finding = dated.finding else { return "" }
    let match = SafeText(finding.text.firstLine.string)
    return SafeText(dated.event.summary.string).string.contains(match.string) ? "" : "…\(match)"
  }

  private func addLink(to page: inout Page) {
    guard let link = occurrence.link else {
      let cause = occurrence.cause == incidentCause.id ? incidentCause : nil
      return page.field("LINK", occurrence.verdict(cause, sides: sides))
    }
    page.field("LINK", link.summary)
    for reason in link.reasons { page.field("", "+ \(reason)") }
    for rejected in link.rejected { page.field("", "- not \(rejected)") }
  }
}
