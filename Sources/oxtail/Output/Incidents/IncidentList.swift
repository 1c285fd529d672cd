import LogPipeline

/// Many incidents, one a line.
struct IncidentList {
  /// Less of a title than this says nothing.
  private static let titleWidthMin = 12

  let incidents: [Incident]
  let zone: ShownZone

  func add(to page: inout Page) {
    var table = TextTable(
      [.init(title: "ID"), .init(title: "LAST SEEN"), .init(title: "N", isNumber: true), .init(title: "OWNER")]
        + [.init(title: "RETRY"), .init(title: "CAUSE")])
    for incident in incidents { table.add(cells(incident)) }
    let idWidth = incidents.map { $0.cause.id.count }.max() ?? 0
    if table.lastWidth(of: page.width) >= idWidth + 2 + Self.titleWidthMin {
      table.extendLast(to: idWidth, with: incidents.map { SafeText($0.cause.title) })
    }
    page.add(table.lines(width: page.width))
  }

  private func cells(_ incident: Incident) -> [(text: SafeText, style: Style)] {
    let cause = incident.cause
    return [
      (SafeText(incident.id), .id), (zone.minute(incident.lastSeen), .plain),
      (.grouped(incident.occurrences.count), .plain), (SafeText(cause.owner.rawValue), .plain),
      // What is useless most often is need not shout.
      (cause.retry.word, cause.retry == .useless ? .plain : cause.retry.style), (SafeText(cause.id), .plain),
    ]
  }
}
