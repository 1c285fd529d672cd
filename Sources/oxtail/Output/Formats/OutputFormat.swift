/// The forms in which results are written.
enum OutputFormat: String, CaseIterable, Sendable {
  /// For people: what is needed to act.
  case table
  /// For people: everything.
  case text
  /// For programs: one document.
  case json
  /// For programs: one object a line.
  case jsonl
  /// For spreadsheets: one row an occurrence.
  case csv
  /// For tickets: Markdown.
  case md
}
