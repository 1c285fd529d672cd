import IncidentStore
import LogPipeline

/// Many incidents, one a line.
struct IncidentList {
  /// Less of a title than this says nothing.
  private static let titleWidthMin = 20

  let incidents: [IncidentSummary]
  let zone: ShownZone
  /// Only an index knows where an incident stands.
  var showsState = false

  func add(to page: inout Page) {
    let idWidth = incidents.map { $0.cause.count }.max() ?? 0
    var table = table(without: [])
    // On a narrow terminal the cause counts more than when it was, how often, and whose it is: the incident below says that.
    for count in 0...Self.expendable.count where table.lastWidth(of: page.width) < idWidth {
      table = self.table(without: Self.expendable.prefix(count), isNarrow: true)
    }
    if table.lastWidth(of: page.width) >= idWidth + 2 + Self.titleWidthMin {
      table.extendLast(to: idWidth, with: incidents.map { SafeText($0.title) })
    }
    page.add(table.lines(width: page.width))
  }

  private enum Column: CaseIterable {
    case id, lastSeen, count, owner, retry, state, cause
  }

  /// What a narrow terminal does without, the first one first.
  private static let expendable: [Column] = [.lastSeen, .count, .owner, .state]

  private func table(without left: some Collection<Column>, isNarrow: Bool = false) -> TextTable {
    let columns = Column.allCases.filter { !left.contains($0) && (showsState || $0 != .state) }
    var table = TextTable(columns.map(Self.head))
    for incident in incidents { table.add(columns.map { cell($0, incident, isNarrow) }) }
    return table
  }

  private static func head(_ column: Column) -> TextTable.Column {
    switch column {
    case .id: .init(title: "ID")
    case .lastSeen: .init(title: "LAST SEEN")
    case .count: .init(title: "N", isNumber: true)
    case .owner: .init(title: "OWNER")
    case .retry: .init(title: "RETRY")
    case .state: .init(title: "STATE")
    case .cause: .init(title: "CAUSE")
    }
  }

  private func cell(_ column: Column, _ incident: IncidentSummary, _ isNarrow: Bool) -> (text: SafeText, style: Style) {
    return switch column {
    case .id: (SafeText(incident.id), .id)
    case .lastSeen: (isNarrow ? zone.date(incident.lastSeen) : zone.minute(incident.lastSeen), .plain)
    case .count: (.grouped(incident.failures), .plain)
    case .owner: (SafeText(incident.owner.rawValue), .plain)
    // What is useless most often is need not shout.
    case .retry: (incident.retry.word, incident.retry == .useless ? .plain : incident.retry.style)
    case .state: (SafeText(incident.state.rawValue), incident.state.style)
    case .cause: (SafeText(incident.cause), .plain)
    }
  }
}
