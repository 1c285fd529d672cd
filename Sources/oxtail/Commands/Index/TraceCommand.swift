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
    usage: "oxtail trace <subject> [-o text|json] [--db <file>]",
    discussion: """
      EXAMPLES
        oxtail trace info@kunde.example
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
    let events: [DatedEvent]
    do throws(StoreError) {
      events = try reader.events(about: subject)
    } catch {
      throw CommandError(error)
    }
    guard !events.isEmpty else {
      throw CommandError(
        "\(subject)", "nothing in \(index.path) speaks of it", next: "`oxtail index` reads more logs", exitCode: 1)
    }
    switch view.output {
    case .json, .jsonl:
      let records = events.map { IncidentDocument.EvidenceEntry(Evidence(role: .support, event: $0)) }
      let isPretty = view.output == .json
      let texts =
        try isPretty
        ? [PlainJSON.text(records, isPretty: true)] : records.map { try PlainJSON.text($0, isPretty: false) }
      try StandardOutput.write(texts.joined(separator: "\n") + "\n")
    case .table, .text:
      var page = Page(width: Terminal.pageWidth())
      Timeline(title: SafeText(subject), events: events, zone: view.zone).add(to: &page)
      try view.show(page)
    case .md, .csv:
      throw CommandError.usage("trace", "-o \(view.output.rawValue) has no form for a trace", next: "use text or json")
    }
  }
}
