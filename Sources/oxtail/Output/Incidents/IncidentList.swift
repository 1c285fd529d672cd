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
    var columns = shown(without: [])
    var cells = Cells(self, isNarrow: false)
    // On a narrow terminal the cause counts more than when it was, how often, and whose it is: the incident below says that.
    if cells.lastWidth(of: page.width, columns) < idWidth {
      cells = Cells(self, isNarrow: true)
      for count in 0...Self.expendable.count where cells.lastWidth(of: page.width, columns) < idWidth {
        columns = shown(without: Self.expendable.prefix(count))
      }
    }
    var table = TextTable(columns.map(Self.head))
    for row in cells.rows { table.add(columns.map { row[$0.rawValue] }) }
    if table.lastWidth(of: page.width) >= idWidth + 2 + Self.titleWidthMin {
      table.extendLast(to: idWidth, with: incidents.map { SafeText($0.title) })
    }
    page.add(table.lines(width: page.width))
  }

  private enum Column: Int, CaseIterable {
    case id, lastSeen, count, owner, retry, state, cause
  }

  /// What a narrow terminal does without, the first one first.
  private static let expendable: [Column] = [.lastSeen, .count, .owner, .state]

  private func shown(without left: some Collection<Column>) -> [Column] {
    Column.allCases.filter { !left.contains($0) && (showsState || $0 != .state) }
  }

  /// All columns, made once: which of them there is room for is tried with their widths.
  private struct Cells {
    let rows: [[(text: SafeText, style: Style)]]
    private let widths: [Int]

    init(_ list: IncidentList, isNarrow: Bool) {
      let rows = list.incidents.map { incident in Column.allCases.map { list.cell($0, incident, isNarrow) } }
      self.rows = rows
      widths = Column.allCases.map { column in
        rows.reduce(IncidentList.head(column).title.width) { max($0, $1[column.rawValue].text.width) }
      }
    }

    func lastWidth(of width: Int, _ columns: [Column]) -> Int {
      columns.dropLast().reduce(width) { $0 - widths[$1.rawValue] - TextTable.gap }
    }
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
