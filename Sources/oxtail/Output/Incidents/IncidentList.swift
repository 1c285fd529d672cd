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
    var cells = Cells(self)
    let idWidth = cells.causeLength
    var columns = shown(without: [])
    // On a narrow terminal the cause counts more than when it was, how often, and whose it is: the incident below says that.
    if cells.lastWidth(of: page.width, columns) < idWidth {
      cells.isNarrow = true
      for count in 0...Self.expendable.count where cells.lastWidth(of: page.width, columns) < idWidth {
        columns = shown(without: Self.expendable.prefix(count))
      }
    }
    var table = TextTable(columns.map(Self.head))
    for incident in incidents { table.add(columns.map { cells.cell($0, incident) }) }
    if table.lastWidth(of: page.width) >= idWidth + 2 + Self.titleWidthMin {
      table.extendLast(to: idWidth, with: incidents.map { cells.title($0) })
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

  /// The cells of all columns. How wide these are is known before any is made, as there is not room for each; words that thousands share are made once.
  private struct Cells {
    let zone: ShownZone
    /// Whether days do for times.
    var isNarrow = false
    /// Of the longest cause.
    private(set) var causeLength = 0
    private var widths = Column.allCases.map { IncidentList.head($0).title.width }
    /// Of a day; a minute is as much wider, whatever it is.
    private var dayWidth = 0
    private static let clockWidth = 6
    private var causes: [String: SafeText] = [:]
    private var titles: [String: SafeText] = [:]

    init(_ list: IncidentList) {
      zone = list.zone
      var (owners, retries, states) = (Set<CauseSpec.Owner>(), Set<CauseSpec.Retry>(), Set<Incident.State>())
      var first = list.incidents.first?.lastSeen ?? Instant(ms: 0)
      var (last, most) = (first, 0)
      for incident in list.incidents {
        widen(.id, SafeText(incident.id))
        first = min(first, incident.lastSeen)
        last = max(last, incident.lastSeen)
        most = max(most, incident.failures)
        owners.insert(incident.owner)
        retries.insert(incident.retry)
        states.insert(incident.state)
        guard causes[incident.cause] == nil else { continue }
        let cause = SafeText(incident.cause)
        causes[incident.cause] = cause
        causeLength = max(causeLength, incident.cause.count)
        widen(.cause, cause)
      }
      // Years are as wide as those at both ends, and numbers as the largest one.
      if !list.incidents.isEmpty { dayWidth = max(zone.date(first).width, zone.date(last).width) }
      widen(.count, .grouped(most))
      for owner in owners { widen(.owner, SafeText(owner.rawValue)) }
      for retry in retries { widen(.retry, retry.word) }
      for state in states { widen(.state, SafeText(state.rawValue)) }
    }

    private mutating func widen(_ column: Column, _ text: SafeText) {
      widths[column.rawValue] = max(widths[column.rawValue], text.width)
    }

    private func width(_ column: Column) -> Int {
      let width = widths[column.rawValue]
      return column == .lastSeen ? max(width, isNarrow ? dayWidth : dayWidth + Self.clockWidth) : width
    }

    func lastWidth(of width: Int, _ columns: [Column]) -> Int {
      columns.dropLast().reduce(width) { $0 - self.width($1) - TextTable.gap }
    }

    func cell(_ column: Column, _ incident: IncidentSummary) -> (text: SafeText, style: Style) {
      return switch column {
      case .id: (SafeText(incident.id), .id)
      case .lastSeen: (isNarrow ? zone.date(incident.lastSeen) : zone.minute(incident.lastSeen), .plain)
      case .count: (.grouped(incident.failures), .plain)
      case .owner: (SafeText(incident.owner.rawValue), .plain)
      // What is useless most often is need not shout.
      case .retry: (incident.retry.word, incident.retry == .useless ? .plain : incident.retry.style)
      case .state: (SafeText(incident.state.rawValue), incident.state.style)
      case .cause: (causes[incident.cause] ?? SafeText(incident.cause), .plain)
      }
    }

    mutating func title(_ incident: IncidentSummary) -> SafeText {
      if let known = titles[incident.title] { return known }
      let title = SafeText(incident.title)
      titles[incident.title] = title
      return title
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
}
