import LogPipeline
import OxtailService

/// One incident on a page of its own: what it is and what to do, the logs that show it, and its failures in the order of time.
struct IncidentPage {
  /// Failures in the brief timeline: more of the same teach nothing.
  private static let failuresMax = 10

  let incident: Incident
  /// Those of the index.
  let sources: [SourceReport]
  let zone: ShownZone
  let detail: IncidentBlock.Detail
  let lists: InventoryLines

  func page(width: Int) -> Page {
    var page = Page(width: width)
    IncidentBlock(incident: incident, zone: zone, detail: detail, sides: Set(sources.map(\.side))).add(to: &page)
    page.addGap()
    lists.add(to: &page, zone: zone)
    let shown = Array(incident.newestFirst.prefix(detail == .full ? .max : Self.failuresMax))
    page.addGap()
    let files = Set(shown.flatMap(\.evidence).map(\.event.file))
    LogList(sources: sources.filter { files.contains($0.file) }).add(to: &page)
    page.addGap()
    timeline(shown).add(to: &page)
    let rest = incident.occurrences.count - shown.count
    if rest > 0 {
      page.addGap()
      page.add(SafeText("and \(SafeText.count(rest, "earlier failure")); -o text shows all").styled(.quiet))
    }
    return page
  }

  private func timeline(_ occurrences: [Occurrence]) -> Timeline {
    var causes: [Timeline.Key: String] = [:]
    for occurrence in occurrences {
      for evidence in occurrence.evidence { causes[Timeline.Key(evidence.event)] = occurrence.cause }
    }
    return Timeline(
      title: "TIMELINE", groups: occurrences.map { $0.evidence.map(\.event) }, causes: causes, zone: zone,
      isCut: detail == .brief)
  }
}
