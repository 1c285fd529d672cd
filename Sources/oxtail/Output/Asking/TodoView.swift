import LogPipeline
import OxtailService

/// What has to be run again, for people.
struct TodoView {
  let list: TodoList
  let zone: ShownZone

  func page(width: Int) -> Page {
    var page = Page(width: width)
    for advice in TodoItem.Advice.allCases {
      let items = list.items.filter { $0.advice == advice }
      guard !items.isEmpty else { continue }
      page.addGap()
      let title: SafeText = "\(advice.title): \(SafeText.grouped(items.count))"
      page.add(title.styled(advice.style))
      add(items, to: &page)
      addChecks(items, to: &page)
    }
    return page
  }

  private func add(_ items: [TodoItem], to page: inout Page) {
    let width = page.width - 2
    // Whole names, as many as there is room for.
    let room = table(items) { _ in "" }.lastWidth(of: width)
    let table = table(items) { $0?.text(width: max(1, room)) ?? "unknown" }
    page.add(table.lines(width: width).map { StyledText.blanks(2) + $0 })
  }

  private func table(_ items: [TodoItem], _ subject: (Subject?) -> SafeText) -> TextTable {
    var table = TextTable(["HOST", "OPERATION", "INCIDENT", "FOR"].map { TextTable.Column(title: $0) })
    for item in items {
      table.add([
        (SafeText(item.failure.host), .plain), (SafeText(item.failure.operation ?? "-"), .plain),
        (SafeText(item.failure.incident.id), .id), (subject(Subject(item.failure.names)), .strong),
      ])
    }
    return table
  }

  private static let checksMax = 20
  private static let subjectsMax = 5

  private func addChecks(_ items: [TodoItem], to page: inout Page) {
    let whose = Dictionary(grouping: items, by: \.check)
    let checks = items.compactMap(\.check).uniqued()
    guard !checks.isEmpty else { return }
    page.add(SafeText("  what shows it:").styled(.quiet))
    for check in checks.prefix(Self.checksMax) {
      let subjects = SafeText.list((whose[check] ?? []).map(\.subject), max: Self.subjectsMax)
      for line in [Step("# for \(subjects.string)"), Step(check)].flatMap({ $0.lines(width: page.width - 4) }) {
        page.add(StyledText.blanks(4) + line)
      }
    }
    let rest = checks.count - Self.checksMax
    if rest > 0 { page.add(SafeText("    and \(rest) more; -o csv has all").styled(.quiet)) }
  }

  var csv: String { CSVTable.text([TodoDocument.columns] + TodoDocument(list).items.map(\.cells)) }

  var markdown: String {
    guard !list.items.isEmpty else { return "Nothing has to be run again.\n" }
    let rows = list.items.map { item in
      let cells: [SafeText] = [
        item.advice.title, item.subject, SafeText(item.failure.operation ?? ""),
        SafeText(item.failure.host),
        SafeText(item.failure.incident.id),
      ]
      return "| " + cells.map(Markdown.cell).joined(separator: " | ") + " |"
    }
    return (["| what to do | for | operation | host | incident |", "|---|---|---|---|---|"] + rows)
      .joined(separator: "\n") + "\n"
  }
}

extension TodoItem.Advice {
  var title: SafeText {
    switch self {
    case .rerun: "Run again"
    case .checkFirst: "Look first, the work may be done"
    case .adopt: "It is there: adopt or delete it, then run again"
    case .fixFirst: "Remove the cause first, then run again"
    }
  }

  fileprivate var style: Style {
    switch self {
    case .rerun: .good
    case .checkFirst, .adopt: .caution
    case .fixFirst: .bad
    }
  }
}

extension TodoItem {
  fileprivate var subject: SafeText { Subject(failure.names)?.text ?? "unknown" }
}
