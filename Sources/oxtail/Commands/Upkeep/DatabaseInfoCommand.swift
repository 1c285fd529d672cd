import ArgumentParser
import Foundation
import IncidentStore
import LogPipeline

/// Tells what an index holds.
struct DatabaseInfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info", abstract: "Tell what the index holds and how large it is.",
    usage: "oxtail db info [--db <file>]",
    discussion: """
      EXAMPLES
        oxtail db info --db case.db

      EXIT CODES
        0 done   64 usage   66 no index   77 permission denied   78 no index of oxtail
      """)

  @OptionGroup(title: "Index") var index: IndexOptions

  func run() throws {
    let reader = try index.reader()
    let facts = try CommandError.wrapping { () throws(StoreError) in try reader.facts() }
    var page = Page(width: Terminal.pageWidth())
    page.field("index", SafeText(reader.path))
    let journal = Self.size(reader.path + "-wal")
    page.field(
      "size",
      "\(SafeText.size(Self.size(reader.path))), and \(SafeText.size(journal)) of journal; \(SafeText.size(facts.freeBytes)) are free for new rows"
    )
    page.field("schema", "\(facts.schema)")
    page.field(
      "logs", "\(SafeText.count(facts.generations, "generation")), \(SafeText.count(facts.gaps, "gap")) in them")
    page.field("records", "\(SafeText.grouped(facts.events)) that matter")
    if let first = facts.first, let last = facts.last {
      page.field("time", "\(ShownZone.utc.second(first)) to \(ShownZone.utc.second(last)) UTC")
    }
    page.field(
      "incidents", "\(SafeText.grouped(facts.incidents)), of \(SafeText.count(facts.failures, "failure"))")
    try StandardOutput.write(page.text(.plain))
  }

  private static func size(_ path: String) -> Int {
    (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
  }
}
