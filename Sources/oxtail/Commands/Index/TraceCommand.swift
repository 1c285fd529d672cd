import ArgumentParser
import Foundation
import IncidentStore
import LogPipeline
import OxtailService

/// Everything that the index holds of one subject.
struct TraceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Show all records of a mailbox, domain, context, subscription or exceptionId, both sides, in order.",
    usage: "oxtail trace <subject> [-o <form>] [--db <file>]",
    discussion: """
      The subject is looked for as a whole word, in any case; what is linked to its failures comes with it. PHP cuts names \
      after 15 characters: records with no more than such a beginning are shown too, and named. The table cuts each record \
      to a line, -o text shows it whole. What imported lists know of the subject stands first, and last what became of \
      each failure, and what is still broken.

      EXAMPLES
        oxtail trace info@kunde.example
        oxtail trace kunde.example -o csv > records.csv
        oxtail trace 187462039-141

      EXIT CODES
        0 found              64 usage      77 permission denied
        1 nothing found      66 no index   78 no index of oxtail
      """)

  @Argument(help: ArgumentHelp("What to look for.", valueName: "subject"))
  var subject: String

  @OptionGroup(title: "Index") var index: IndexOptions
  @OptionGroup(title: "Output") var view: ViewOptions

  func validate() throws {
    if subject.allSatisfy(\.isWhitespace) { throw ValidationError("the subject is empty") }
  }

  func run() throws {
    let reader = try index.reader()
    let trace = try CommandError.wrapping { () throws(StoreError) in try reader.trace(subject) }
    let events = trace.events
    guard !events.isEmpty else {
      try reader.sayTrouble()
      throw CommandError(
        "\(subject)", "nothing in \(reader.path) speaks of it", next: "`oxtail index` reads more logs", exitCode: 1)
    }
    switch view.output {
    case .table, .text:
      var page = Page(width: Terminal.pageWidth())
      let lists = try CommandError.wrapping { () throws(StoreError) in
        try InventoryLines(events.map(\.event.fields), reader)
      }
      lists.add(to: &page, zone: view.zone)
      if !lists.objects.isEmpty { page.addGap() }
      Timeline(title: SafeText(subject), groups: [events], zone: view.zone, isCut: view.output == .table).add(to: &page)
      try addCutNames(events, reader, to: &page)
      addOutcomes(trace.outcomes, to: &page)
      try view.show(page)
    case .md:
      try StandardOutput.write(TraceMarkdown(subject: SafeText(subject), events: events, zone: view.zone).text)
    case .json:
      try StandardOutput.write(PlainJSON.text(document(trace, reader), isPretty: true) + "\n")
    case .jsonl: try StandardOutput.write(JSONLines.text(try document(trace, reader)))
    case .csv: try StandardOutput.write(TraceCSV.text(try document(trace, reader)))
    }
    try reader.sayTrouble()
  }

  private func document(_ trace: SubjectTrace, _ reader: IndexReader) throws(CommandError) -> TraceDocument {
    try CommandError.wrapping { () throws(StoreError) in try TraceDocument(subject, trace, reader) }
  }

  private func addOutcomes(_ outcomes: [SubjectTrace.Outcome], to page: inout Page) {
    if !outcomes.isEmpty { page.addGap() }
    for (place, outcome) in outcomes.enumerated() {
      page.field(place == 0 ? "OUTCOME" : "", outcome.words(in: view.zone), outcome.incident.state.style)
    }
  }

  private func addCutNames(_ events: [DatedEvent], _ reader: IndexReader, to page: inout Page) throws {
    let rows = try CommandError.wrapping { () throws(StoreError) in try reader.cutNames(of: subject, in: events) }
    let cut = events.filter { rows.contains($0.row) }
    guard !cut.isEmpty else { return }
    page.addGap()
    let beginning = subject.prefix(IndexReader.cutNameCount)
    page.add(
      SafeText("cut by PHP to ‘\(beginning)...’, and perhaps another name with the same beginning:").wrapped(
        to: page.width
      ).map { StyledText($0) })
    for event in cut {
      page.add(StyledText.blanks(2) + SafeText("\(event.file):\(event.event.position.line)").styled(.quiet))
    }
  }
}
