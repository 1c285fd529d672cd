import ArgumentParser
import Foundation
import IncidentStore
import LogPipeline
import OxtailService

/// Shows a subject's records as they come into the index.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch", abstract: "Show the records of a subject live: the retry arriving on both sides.",
    usage: "oxtail watch <subject> [--for <length>] [--db <file>]",
    discussion: """
      Begins with the last records of the subject, then shows each new one with what is linked to it, until Ctrl-C. Something \
      has to write the index meanwhile: the daemon.

      EXAMPLES
        oxtail watch info@kunde.example
        oxtail watch kunde.example --for 10min

      EXIT CODES
        0 over       66 no index            78 no index of oxtail
        64 usage     77 permission denied   130 told to stop
      """)

  @Argument(help: ArgumentHelp("What to look for, as in oxtail trace.", valueName: "subject"))
  var subject: String

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp("End after so long: 10min, 2h; 0s shows what is there.", valueName: "length"))
  var length: String?

  enum Form: String, ExpressibleByArgument, CaseIterable {
    case table, text
  }

  @Option(name: .shortAndLong, help: ArgumentHelp("table or text, which are the same.", valueName: "form"))
  var output = Form.table

  @OptionGroup(title: "Index") var index: IndexOptions
  @OptionGroup(title: "Output") var look: LookOptions

  /// What is shown of what is there already.
  private static let earlierMax = 10

  func validate() throws {
    if subject.allSatisfy(\.isWhitespace) { throw ValidationError("the subject is empty") }
    if let length, TimeLength(length) == nil {
      throw ValidationError("--for expects a length of time such as 10min; not \(length)")
    }
  }

  func run() throws {
    let reader = try index.reader()
    let end = length.flatMap { TimeLength($0) }.map { Date(timeIntervalSinceNow: Double($0.ms) / 1000) }
    var shown: Set<DatedEvent.Place> = []
    var newest: Int64 = -1
    repeat {
      let last = try CommandError.wrapping { () throws(StoreError) in try reader.newestEvent() }
      if last != newest {
        let events = try CommandError.wrapping { () throws(StoreError) in try reader.events(about: subject) }
        let new = events.filter { shown.insert(DatedEvent.Place($0)).inserted }
        try show(newest < 0 ? new.suffix(Self.earlierMax) : new[...], reader)
        if newest < 0, events.isEmpty {
          StandardOutput.writeError("oxtail: nothing speaks of \(SafeText(subject).string) yet\n")
        }
        newest = last
      }
      if let end, Date() >= end { return }
      StandardOutput.endIfUnread()
      Thread.sleep(forTimeInterval: 1)
    } while true
  }

  private func show(_ events: ArraySlice<DatedEvent>, _ reader: IndexReader) throws {
    var page = Page(width: Terminal.pageWidth())
    for dated in events {
      let evidence = EvidenceView(
        evidence: Evidence(role: .support, event: dated), cause: dated.finding?.cause, zone: look.zone)
      page.add(evidence.head(width: page.width))
      page.add(ListedLine.lines(dated, reader, width: page.width))
      page.add(StyledText.blanks(2) + evidence.excerpt(width: page.width - 2))
    }
    if !page.lines.isEmpty { try StandardOutput.write(page.text(.plain)) }
  }
}
