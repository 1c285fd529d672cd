import LogPipeline
import OxtailService

/// Writes the inbox of what no pattern understands, in whatever form was asked for.
enum UnknownOutput {
  /// - Parameter view: How it looks.
  static func write(_ inbox: UnknownInbox, _ view: ViewOptions) throws {
    let document = UnknownDocument(inbox)
    switch view.output {
    case .table, .text:
      guard inbox.count > 0 else {
        return StandardOutput.writeError("oxtail: no failure that no pattern understands\n")
      }
      try view.show(UnknownView(inbox: inbox, zone: view.zone).page(width: Terminal.pageWidth()))
    case .md: try StandardOutput.write(markdown(inbox, view.zone))
    case .json: try StandardOutput.write(try PlainJSON.text(document, isPretty: true) + "\n")
    case .jsonl: try StandardOutput.write(try JSONLines.text(document))
    case .csv: try StandardOutput.write(CSVTable.text(rows(inbox)))
    }
  }

  private static func rows(_ inbox: UnknownInbox) -> [[String]] {
    [["count", "side", "template", "first_seen", "last_seen", "hosts", "file", "line"]]
      + inbox.entries.map { entry in
        [
          "\(entry.count)", entry.side.rawValue, entry.template, entry.first.iso8601, entry.last.iso8601,
          entry.hosts.joined(separator: " "), entry.example.event.file, "\(entry.example.event.event.position.line)",
        ]
      }
  }

  private static func markdown(_ inbox: UnknownInbox, _ zone: ShownZone) -> String {
    let rows = inbox.entries.map { entry in
      let cells: [SafeText] = [
        "\(entry.count)", entry.side.words, SafeText(entry.template), zone.markedSecond(entry.last),
        "\(entry.example.event.file):\(entry.example.event.event.position.line)",
      ]
      return "| \(cells.map(Markdown.cell).joined(separator: " | ")) |"
    }
    return (["| count | side | text | last seen | example |", "|---|---|---|---|---|"] + rows).joined(separator: "\n")
      + "\n"
  }
}
