import IncidentStore
import LogPipeline
import OxtailService

/// Values with their counts, in every form.
struct FacetView {
  let facet: Facet
  let counts: [FacetCount]

  static func write(_ views: [FacetView], _ options: ViewOptions, schema: String) throws {
    switch options.output {
    case .table, .text:
      var page = Page(width: Terminal.pageWidth())
      for view in views { view.add(to: &page, options.zone) }
      if !page.lines.isEmpty { try options.show(page) }
    case .md: try StandardOutput.write(views.filter { !$0.counts.isEmpty }.map(\.markdown).joined(separator: "\n"))
    case .csv:
      let header = ["field", "value", "failures", "incidents", "last"]
      try StandardOutput.write(CSVTable.text([header] + views.flatMap(\.rows)))
    case .json:
      try StandardOutput.write(
        PlainJSON.text(Document(schema: schema, fields: views.map(\.entry)), isPretty: true) + "\n")
    case .jsonl:
      for view in views {
        for value in view.entry.values {
          try StandardOutput.write(
            PlainJSON.text(Line(field: view.facet.rawValue, value: value), isPretty: false) + "\n")
        }
      }
    }
  }

  // MARK: People

  private func add(to page: inout Page, _ zone: ShownZone) {
    guard !counts.isEmpty else { return }
    page.addGap()
    var table = TextTable([
      .init(title: "FAILURES", isNumber: true), .init(title: "INCIDENTS", isNumber: true), .init(title: "LAST SEEN"),
      .init(title: SafeText(facet.rawValue.uppercased())),
    ])
    let width = counts.map { SafeText($0.value).width }.max() ?? 0
    for count in counts {
      table.add([
        (.grouped(count.failures), .plain), (.grouped(count.incidents), .plain), (zone.minute(count.lastSeen), .plain),
        (SafeText(count.value), .plain),
      ])
    }
    let room = table.lastWidth(of: page.width) - width - 2
    if room >= 8 { table.extendLast(to: width, with: counts.map { bar($0.failures, room) }) }
    page.add(table.lines(width: page.width))
  }

  private func bar(_ count: Int, _ width: Int) -> SafeText {
    let most = max(1, counts.map(\.failures).max() ?? 1)
    return SafeText(joining: String(repeating: "▇", count: max(1, count * width / most)))
  }

  private var markdown: String {
    let rows = counts.map { "| \($0.failures) | \($0.incidents) | \(Markdown.cell(SafeText($0.value))) |" }
    return (["| failures | incidents | \(facet.rawValue) |", "|---|---|---|"] + rows).joined(separator: "\n") + "\n"
  }

  // MARK: Programs

  private var rows: [[String]] {
    counts.map { [facet.rawValue, $0.value, "\($0.failures)", "\($0.incidents)", $0.lastSeen.iso8601] }
  }

  private struct Document: Encodable {
    var schema: String
    var fields: [Entry]
  }

  private struct Entry: Encodable {
    var field: String
    var values: [Value]
  }

  private struct Value: Encodable {
    var value: String
    var failures: Int
    var incidents: Int
    var last: String
  }

  private struct Line: Encodable {
    var field: String
    var value: Value
  }

  private var entry: Entry {
    Entry(
      field: facet.rawValue,
      values: counts.map {
        Value(value: $0.value, failures: $0.failures, incidents: $0.incidents, last: $0.lastSeen.iso8601)
      })
  }
}
