import IncidentStore
import LogPipeline
import OxtailService

/// Values with their counts, in every form.
struct FacetView {
  let facet: Facet
  let counts: [FacetCount]
  /// What imported lists know of each value.
  private let listed: [KnownObject?]

  init(_ facet: Facet, _ query: Query, limit: Int?, _ reader: IndexReader) throws(StoreError) {
    self.facet = facet
    counts = try reader.counts(by: facet, query, limit: limit)
    listed = try reader.listed(counts.map(\.value), of: facet, query)
  }

  /// Each value with what is known of it beside.
  private var values: [SafeText] {
    zip(counts, listed).map { count, object in
      let value = SafeText(count.value)
      return object?.words(beside: count.value).map { "\(value) · \($0)" } ?? value
    }
  }

  static func write(_ views: [FacetView], _ options: ViewOptions, schema: String) throws {
    switch options.output {
    case .table, .text:
      var page = Page(width: Terminal.pageWidth())
      for view in views { view.add(to: &page, options.zone) }
      if !page.lines.isEmpty { try options.show(page) }
    case .md: try StandardOutput.write(views.filter { !$0.counts.isEmpty }.map(\.markdown).joined(separator: "\n"))
    case .csv:
      let header = [
        "field", "value", "failures", "incidents", "last", "domain", "context_name", "subadmin", "customer",
      ]
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
      .init(title: title(zone)),
    ])
    let values = values
    let width = values.map(\.width).max() ?? 0
    for (count, value) in zip(counts, values) {
      table.add([
        (.grouped(count.failures), .plain), (.grouped(count.incidents), .plain), (zone.minute(count.lastSeen), .plain),
        (value, .plain),
      ])
    }
    let room = table.lastWidth(of: page.width) - width - 2
    let most = max(1, counts.map(\.failures).max() ?? 1)
    if room >= 8 { table.extendLast(to: width, with: counts.map { Self.bar($0.failures, of: most, room) }) }
    page.add(table.lines(width: page.width))
  }

  /// Hours and days are counted in UTC, whatever zone the times beside them are shown in.
  private func title(_ zone: ShownZone) -> SafeText {
    let title = SafeText(facet.rawValue.uppercased())
    return [.hour, .day].contains(facet) && zone.rule != .utc ? "\(title) (UTC)" : title
  }

  private static func bar(_ count: Int, of most: Int, _ width: Int) -> SafeText {
    SafeText(joining: String(repeating: "▇", count: max(1, count * width / most)))
  }

  private var markdown: String {
    let rows = zip(counts, values).map { "| \($0.failures) | \($0.incidents) | \(Markdown.cell($1)) |" }
    return (["| failures | incidents | \(facet.rawValue) |", "|---|---|---|"] + rows).joined(separator: "\n") + "\n"
  }

  // MARK: Programs

  private var rows: [[String]] {
    zip(counts, listed).map { count, object in
      [facet.rawValue, count.value, "\(count.failures)", "\(count.incidents)", count.lastSeen.iso8601]
        + [object?.domain, object?.contextName, object?.subadmin, object?.customer].map { $0 ?? "" }
    }
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
    /// What imported lists know of it.
    @Null var listed: ListedNames?
  }

  private struct Line: Encodable {
    var field: String
    var value: Value
  }

  private var entry: Entry {
    Entry(
      field: facet.rawValue,
      values: zip(counts, listed).map { count, object in
        Value(
          value: count.value, failures: count.failures, incidents: count.incidents, last: count.lastSeen.iso8601,
          listed: object.map(ListedNames.init))
      })
  }
}
