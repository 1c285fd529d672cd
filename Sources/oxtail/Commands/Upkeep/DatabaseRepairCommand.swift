import ArgumentParser
import Foundation
import IncidentStore
import LogPipeline
import OxtailService

/// Makes a whole index of a damaged one.
struct DatabaseRepairCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repair", abstract: "Save what can be read of a damaged index, and read the logs again.",
    usage: "oxtail db repair [--db <file>] [--force]",
    discussion: """
      Nothing is deleted: the damaged index stays beside the new one, under another name. Logs that still lie where they \
      were read are read again from their beginning; of others the rows that can be read are kept, with a gap that says \
      so. Ids, and what people said of incidents, stay as far as they can be read.

      EXAMPLES
        systemctl stop oxtail && oxtail db repair && systemctl start oxtail

      EXIT CODES
        0 whole, or repaired          74 reading or writing failed
        64 usage                      75 another process writes it
        66 no index                   77 permission denied
        78 no index, bad pattern or configuration
      """)

  @Flag(help: "Also where nothing is found wrong.")
  var force = false

  @OptionGroup(title: "Index") var index: IndexOptions
  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "Patterns") var patterns: PatternOptions

  func run() throws {
    let path = try index.askedPath()
    if try !force && DatabaseCheckCommand.damage(of: path).isEmpty {
      return try StandardOutput.write("\(SafeText(path).string) is whole: there is nothing to repair\n")
    }
    let configuration = try index.configuration.load()
    let catalogue = try patterns.catalogue(configuration)
    let outcome = try CommandError.wrapping { () throws(StoreError) in
      let words = "oxtail db repair (process \(getpid()))"
      let outcome = try IndexSalvage(path: path, exists: FileManager.default.fileExists).run(words: words)
      let options = reading.options(outcome.unread, configuration)
      try IndexUpkeep.derive(IndexUpkeep.writer(path, "repair"), catalogue, options)
      return outcome
    }
    try StandardOutput.write(Self.text(outcome, path))
  }

  private static func text(_ outcome: IndexSalvage.Outcome, _ path: String) -> String {
    var page = Page(width: Terminal.pageWidth())
    page.field("index", "\(path) is whole again")
    page.field("before", SafeText(outcome.damaged))
    page.field(
      "saved",
      "\(SafeText.count(outcome.rows, "row")); \(outcome.losses == 0 ? "every table could be read to its end" : "\(SafeText.count(outcome.losses, "table")) could not be read to the end" as SafeText)"
    )
    if !outcome.unread.isEmpty { page.field("read", "\(SafeText.count(outcome.unread.count, "log")) anew") }
    if !outcome.incomplete.isEmpty {
      let names = outcome.incomplete.map { SafeText($0) }
      page.field("missing", "perhaps, of logs that are gone: \(SafeText.list(names, max: 5))")
    }
    if outcome.rows == 0 {
      page.field("next", "nothing could be saved: `oxtail index PATH…`, or the daemon, reads the logs into it")
    }
    return page.text(.plain)
  }
}
