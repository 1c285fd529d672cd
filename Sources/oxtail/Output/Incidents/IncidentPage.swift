import LogPipeline
import OxtailService

/// One incident on a page of its own: what it is and what to do, the logs that show it, and its failures in the order of time.
struct IncidentPage {
  let incident: Incident
  /// Its failures that are shown, the newest first.
  let shown: Listing<Occurrence>
  /// Those of these failures' records.
  let sources: [SourceReport]
  /// The sides of which logs were read.
  let sides: Set<Side>
  let zone: ShownZone
  let detail: IncidentBlock.Detail
  let lists: InventoryLines

  func page(width: Int) -> Page {
    var page = Page(width: width)
    IncidentBlock(incident: incident, zone: zone, detail: detail, sides: sides).add(to: &page)
    page.addGap()
    lists.add(to: &page, zone: zone)
    page.addGap()
    LogList(sources: sources).add(to: &page)
    page.addGap()
    timeline.add(to: &page)
    let rest = incident.occurrences.count - shown.count
    if rest > 0 {
      page.addGap()
      page.add(SafeText("and \(SafeText.count(rest, "earlier failure")); -o text shows all").styled(.quiet))
    }
    return page
  }

  private var timeline: Timeline {
    var causes: [Timeline.Key: String] = [:]
    for occurrence in shown {
      for evidence in occurrence.evidence { causes[Timeline.Key(evidence.event)] = occurrence.cause }
    }
    return Timeline(
      title: "TIMELINE", groups: shown.map { $0.evidence.map(\.event) }, causes: causes, zone: zone,
      isCut: detail == .brief)
  }
}
