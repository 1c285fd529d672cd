import ArgumentParser
import LogPipeline
import OxtailService

/// Shows one incident.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show one incident: cause, remedy, timeline of both sides, evidence.",
    usage: "oxtail show <id> [-o <form>] [--db <file>]",
    discussion: """
      The id may be cut as far as it stays the only one; OX- may be left out.

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
      let scanView = ScanView(found.alone, limit: nil, zone: view.zone, detail: .full)
      try StandardOutput.write(IncidentMarkdown(view: scanView).text)
    case .json: try StandardOutput.stream { try IncidentJSON.write(found.alone, $0) }
    case .jsonl: try StandardOutput.stream { try JSONLines.write(found.alone, $0) }
    case .csv: try StandardOutput.stream { try IncidentCSV.write([found.incident], $0) }
    }
  }

  private func page(_ found: FoundIncident) -> Page {
    var page = Page(width: Terminal.pageWidth())
    let detail: IncidentBlock.Detail = view.output == .text ? .full : .brief
    IncidentBlock(incident: found.incident, zone: view.zone, detail: detail, sides: found.sides).add(to: &page)
    page.addGap()
    Timeline(title: "TIMELINE", events: found.incident.occurrences.flatMap(\.evidence).map(\.event), zone: view.zone)
      .add(to: &page)
    return page
  }
}
