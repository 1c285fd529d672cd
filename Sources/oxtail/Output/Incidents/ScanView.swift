import IncidentStore
import LogPipeline
import OxtailService

/// The answer of a scan for people.
struct ScanView {
  /// More incidents than these are listed before they are told.
  private static let listedMin = 4

  /// The newest first; the rest of what a limit left.
  let incidents: [Incident]
  let result: ScanResult
  let zone: ShownZone
  let detail: IncidentBlock.Detail

  init(_ result: ScanResult, limit: Int?, zone: ShownZone, detail: IncidentBlock.Detail) {
    self.result = result
    self.zone = zone
    self.detail = detail
    let sorted = result.incidents.sorted(by: Incident.isNewer)
    incidents = Array(sorted.prefix(limit ?? sorted.count))
  }

  func page(width: Int) -> Page {
    var page = Page(width: width)
    add(to: &page)
    return page
  }

  func add(to page: inout Page) {
    addHeader(to: &page)
    if incidents.count >= Self.listedMin {
      page.addGap()
      IncidentList(incidents: incidents.map(IncidentSummary.init), zone: zone).add(to: &page)
    }
    for incident in incidents {
      page.addGap()
      page.addRule()
      IncidentBlock(incident: incident, zone: zone, detail: detail, sides: sides).add(to: &page)
    }
    suspected.add(to: &page)
    otherClients.add(to: &page)
  }

  var sides: Set<Side> { Set(result.sources.map(\.side)) }

  private var suspected: RecordList {
    RecordList(
      title: result.suspected.count == 1 ? "suspected record" : "suspected records",
      explanation: "Failed beside or inside the provisioning of Open-Xchange, and no pattern says why",
      records: result.suspected, zone: zone, detail: detail)
  }

  private var otherClients: RecordList {
    RecordList(
      title: result.otherClients.count == 1
        ? "record of another client's failure" : "records of other clients' failures",
      explanation: "Open-Xchange refused somebody else than Plesk: no incident, but the same server",
      records: result.otherClients, zone: zone, detail: detail)
  }

  // MARK: Header

  private func addHeader(to page: inout Page) {
    let summary = ReadingSummary(result, zone: zone)
    page.field("READ", StyledText.lines(of: summary.segments.map { StyledText($0) }, width: page.fieldWidth))
    page.field("FOUND", StyledText.lines(of: found, width: page.fieldWidth))
  }

  private var found: [StyledText] {
    guard !result.incidents.isEmpty else { return [SafeText("no incidents").styled(.strong)] }
    let failures = result.incidents.reduce(0) { $0 + $1.count }
    let counts: SafeText =
      "\(SafeText.count(result.incidents.count, "incident")), \(SafeText.count(failures, "failure"))"
    var segments = [counts.styled(.strong)]
    if incidents.count < result.incidents.count {
      segments.append(StyledText("the newest \(incidents.count) shown"))
    } else if incidents.count > 1 {
      segments.append(StyledText("newest first"))
    }
    return segments
  }
}
