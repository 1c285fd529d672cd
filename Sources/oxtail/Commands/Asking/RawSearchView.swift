import ArgumentParser
import Foundation
import IncidentStore
import LogPipeline
import OxtailService

/// What a search of the logs themselves shows.
struct RawSearchView {
  let command: SearchCommand
  let query: Query
  let matcher: SearchExpression?
  let reader: IndexReader

  func run() throws {
    let catalogue = try command.patterns.catalogue(command.index.configuration.load())
    let search = RawSearch(query: query, matcher: matcher, reader: reader, catalogue: catalogue)
    let finding = try search.find()
    for trouble in finding.troubles { StandardOutput.writeError(trouble.text) }
    matcher?.sayUndecided()
    if finding.isCut {
      StandardOutput.writeError("oxtail: there are more than \(RawSearch.recordsMax); ask for less time or one host\n")
    }
    var records = finding.records
    if let limit = command.limit { records = Array(records.suffix(limit)) }
    if command.reverse { records.reverse() }
    try write(records)
    if records.isEmpty, !command.counts {
      let place: SafeText = finding.troubles.isEmpty ? "the logs of that time" : "what could be read of that time"
      StandardOutput.writeError("oxtail: no such record in \(place.string)\n")
    }
    // What could not be read may hold more.
    if let code = finding.troubles.map(\.exitCode).max() { throw ExitCode(code) }
    if records.isEmpty { throw ExitCode(1) }
  }

  private func write(_ records: [RawReading.Record]) throws {
    if command.counts { return try StandardOutput.write("\(records.count)\n") }
    if command.listsFiles {
      return try StandardOutput.write(Set(records.map(\.file)).sorted().map { SafeText($0).string + "\n" }.joined())
    }
    var document = TraceDocument(command.asked.terms.joined(separator: " "), records)
    document.schema = "oxtail.search/1"
    switch command.view.output {
    case .table, .text: try command.view.showLong(width: Terminal.pageWidth()) { add(records, to: &$0) }
    case .md:
      var lines: [SafeText] = []
      for record in records { lines += [head(record, width: .max)] + Self.lines(record) }
      try StandardOutput.write(Markdown.block(lines) + "\n")
    case .json: try StandardOutput.write(PlainJSON.text(document, isPretty: true) + "\n")
    case .jsonl: try StandardOutput.write(JSONLines.text(document))
    case .csv: try StandardOutput.write(TraceCSV.text(document))
    }
  }

  /// `plesk1  2026-05-17 08:33:19.247  error  /logs/panel.log:73`
  private func head(_ record: RawReading.Record, width: Int) -> SafeText {
    let zone = command.view.zone
    let fixed: SafeText =
      "\(record.host)  \(zone.date(record.time)) \(zone.millisecond(record.time))  \(record.level.rawValue)  "
    let place: SafeText = "\(record.file):\(record.line)"
    return fixed + place.shortenedPath(to: max(EvidenceView.placeWidthMin, width - fixed.width))
  }

  private static func lines(_ record: RawReading.Record) -> [SafeText] {
    record.text.string.split(whereSeparator: \.isNewline).map { SafeText($0) }
  }

  private func add(_ records: [RawReading.Record], to page: inout Page) {
    for record in records {
      page.add(head(record, width: page.width).styled(.quiet))
      let lines = Self.lines(record)
      // A table has the first line of each, cut; the text has all.
      let shown = command.view.output == .text ? lines[...] : lines.prefix(1)
      for line in shown {
        page.add(
          StyledText.blanks(2) + (command.view.output == .text ? line : line.cut(to: page.width - 2)).styled(.plain))
      }
    }
  }
}
