import ArgumentParser
import LogPipeline
import OxtailService

/// Explains why records were taken for one failure, and failures for one incident.
struct WhyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Tell why the records of an incident were linked: rule, score, reasons, what was rejected.",
    usage: "oxtail why <id> [-o text|json] [--db <file>]",
    discussion: """
      EXAMPLES
        oxtail why OX-7K2M9

      EXIT CODES
        0 told               64 usage      77 permission denied
        1 no such incident   66 no index   78 no index of oxtail
      """)

  @Argument(help: ArgumentHelp("The incident's id.", valueName: "id"))
  var id: String

  @OptionGroup(title: "Index") var index: IndexOptions
  @OptionGroup(title: "Output") var view: ViewOptions

  func run() throws {
    let found = try FoundIncident(id, in: index)
    switch view.output {
    case .json: try StandardOutput.stream { try IncidentJSON.write(found.alone, $0) }
    case .jsonl: try StandardOutput.stream { try JSONLines.write(found.alone, $0) }
    case .table, .text: try view.show(page(found))
    case .md, .csv:
      throw CommandError.usage("why", "-o \(view.output.rawValue) has no form for reasons", next: "use text or json")
    }
  }

  private func page(_ found: FoundIncident) -> Page {
    var page = Page(width: Terminal.pageWidth())
    let incident = found.incident
    page.add(
      (SafeText(incident.id) + "  ").styled(.id)
        + SafeText(incident.cause.title).cut(to: page.width - incident.id.count - 2).styled(.strong))
    page.addGap()
    page.field("CAUSE", "\(incident.cause.id): \(incident.cause.grade.words)")
    page.field("GROUPED", "by cause, operation (\(incident.operation ?? "none")), owner of the cause, and folded text:")
    page.field("", SafeText(incident.foldedText), .match)
    page.field("IDENTITY", "\(incident.fingerprint), of cause, operation and folded text")
    addClocks(found, to: &page)
    for (index, occurrence) in incident.newestFirst.enumerated() {
      page.addGap()
      OccurrenceBlock(
        occurrence: occurrence, number: index + 1, count: incident.occurrences.count, incidentCause: incident.cause,
        zone: view.zone, sides: found.sides
      ).add(to: &page)
    }
    return page
  }

  /// How the times of the records are known: a link by time is as good as the clocks.
  private func addClocks(_ found: FoundIncident, to page: inout Page) {
    let files = Set(found.incident.occurrences.flatMap(\.evidence).map(\.event.file))
    let sources = found.result.sources.filter { files.contains($0.file) }
    for (index, source) in sources.enumerated() {
      let offset = source.offsetMinutes.map { IncidentDocument.Source.offset(minutes: $0) } ?? "?"
      let name = SafeText(source.file).shortenedPath(to: max(20, page.fieldWidth - 40))
      page.field(
        index == 0 ? "CLOCKS" : "",
        "\(name): UTC\(offset), \(source.zone.rawValue)\(source.isZoneBorrowed ? ", of the host's other logs" : "")")
    }
  }
}
