import ArgumentParser
import IncidentStore
import LogPipeline
import OxtailService

/// Shows one incident.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show one incident: cause, remedy, timeline of both sides, evidence.",
    usage: "oxtail show <id> [-o <form>] [--db <file>]",
    discussion: """
      The id may be cut as far as it stays the only one; OX- may be left out. The timeline holds the newest ten failures, \
      with -o text all.

      EXAMPLES
        oxtail show OX-7K2M9
        oxtail show 7k2 -o md > ticket.md

      \(IncidentArguments.exitCodes)
      """)

  @OptionGroup var asked: IncidentArguments

  func run() throws {
    let found = try asked.found()
    let view = asked.view
    switch view.output {
    case .table, .text: try view.show(page(found))
    case .md:
      let scanView = ScanView(try found.result(), limit: nil, zone: view.zone, detail: .full)
      try StandardOutput.write(IncidentMarkdown(view: scanView).text)
    case .json:
      let result = try found.result()
      try StandardOutput.stream { try IncidentJSON.write(result, $0) }
    case .jsonl:
      let result = try found.result()
      try StandardOutput.stream { try JSONLines.write(result, $0) }
    case .csv: try StandardOutput.stream { try IncidentCSV.write([found.incident], $0) }
    }
    if let trouble = found.trouble { throw CommandError(trouble) }
  }

  /// Failures in the brief timeline: more of the same teach nothing.
  private static let failuresMax = 10

  private func page(_ found: FoundIncident) throws -> Page {
    let detail: IncidentBlock.Detail = asked.view.output == .text ? .full : .brief
    let shown = found.incident.newest(detail == .full ? nil : Self.failuresMax)
    return IncidentPage(
      incident: found.incident, shown: shown, sources: try found.sources(of: shown), sides: try found.sides(),
      zone: asked.view.zone, detail: detail, lists: InventoryLines(found.incident)
    ).page(width: Terminal.pageWidth())
  }
}
