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

  /// Failures that are told of: each takes a screen where people read it.
  private var failuresMax: Int? {
    switch asked.view.output {
    case .table: 10
    case .md: 20
    case .text, .json, .jsonl, .csv: nil
    }
  }

  func run() throws {
    let found = try asked.found()
    let view = asked.view
    let shown = found.incident.newest(failuresMax)
    let sources = try found.sources(of: shown)
    var document: WhyDocument { WhyDocument(found.incident, newestFirst: shown, sources: sources) }
    switch view.output {
    case .table, .text:
      let why = WhyView(
        incident: found.incident, shown: shown, sources: sources, zone: view.zone, sides: try found.sides())
      try view.show(why.page(width: Terminal.pageWidth()))
    case .md:
      try StandardOutput.write(
        WhyMarkdown(
          incident: found.incident, shown: shown, sources: sources, zone: view.zone, sides: try found.sides()
        ).text)
    case .json: try StandardOutput.write(PlainJSON.text(document, isPretty: true) + "\n")
    case .jsonl: try StandardOutput.write(JSONLines.text(document))
    case .csv: try StandardOutput.write(WhyCSV.text(document))
    }
    if let trouble = found.trouble { throw CommandError(trouble) }
  }
}
