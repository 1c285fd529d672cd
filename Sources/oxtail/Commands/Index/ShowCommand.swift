import ArgumentParser
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

      EXIT CODES
        0 shown              64 usage      77 permission denied
        1 no such incident   66 no index   78 no index of oxtail
      """)

  @Argument(help: ArgumentHelp("The incident's id.", valueName: "id"))
  var id: String

  @OptionGroup(title: "Index") var index: IndexOptions
  @OptionGroup(title: "Output") var view: ViewOptions

  func run() throws {
    let found = try FoundIncident(id, in: index)
    switch view.output {
    case .table, .text: try view.show(page(found))
    case .md:
      let scanView = ScanView(found.result, limit: nil, zone: view.zone, detail: .full)
      try StandardOutput.write(IncidentMarkdown(view: scanView).text)
    case .json: try StandardOutput.write(PlainJSON.text(IncidentDocument(found.result), isPretty: true) + "\n")
    case .jsonl: try StandardOutput.write(JSONLines.text(IncidentDocument(found.result)))
    case .csv: try StandardOutput.write(IncidentCSV.text([found.incident]))
    }
  }

  private func page(_ found: FoundIncident) -> Page {
    IncidentPage(
      incident: found.incident, sources: found.result.sources, zone: view.zone,
      detail: view.output == .text ? .full : .brief
    ).page(width: Terminal.pageWidth())
  }
}
