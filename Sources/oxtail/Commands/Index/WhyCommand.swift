import ArgumentParser
import LogPipeline
import OxtailService

/// Explains why records were taken for one failure, and failures for one incident.
struct WhyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Tell why the records of an incident were linked: rule, score, reasons, what was rejected.",
    usage: "oxtail why <id> [-o <form>] [--db <file>]",
    discussion: """
      Each reason is told with what it added to the score; 1 is certain. The table holds the newest ten failures, -o text \
      all; CSV has one row a reason or rejected candidate.

      EXAMPLES
        oxtail why OX-7K2M9
        oxtail why OX-7K2M9 -o json | jq '.failures[].links[].reasons'

      \(IncidentArguments.exitCodes)
      """)

  @OptionGroup var asked: IncidentArguments

  func run() throws {
    let found = try asked.found()
    let view = asked.view
    let incident = found.incident
    let files = Set(incident.occurrences.flatMap(\.evidence).map(\.event.file))
    let sources = found.result.sources.filter { files.contains($0.file) }
    let document = WhyDocument(incident, newestFirst: incident.newestFirst, sources: sources)
    switch view.output {
    case .table, .text:
      let why = WhyView(
        incident: incident, sources: sources, zone: view.zone, sides: found.sides,
        detail: view.output == .text ? .full : .brief)
      try view.show(why.page(width: Terminal.pageWidth()))
    case .md:
      try StandardOutput.write(
        WhyMarkdown(incident: incident, sources: sources, zone: view.zone, sides: found.sides).text)
    case .json: try StandardOutput.write(PlainJSON.text(document, isPretty: true) + "\n")
    case .jsonl: try StandardOutput.write(JSONLines.text(document))
    case .csv: try StandardOutput.write(WhyCSV.text(document))
    }
    if let trouble = found.result.trouble { throw CommandError(trouble) }
  }
}
