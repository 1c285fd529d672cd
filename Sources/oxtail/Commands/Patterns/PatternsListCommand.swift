import ArgumentParser
import Foundation
import LogPipeline
import OxtailService
import PatternFiles

/// `oxtail patterns list`
struct PatternsListCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, json
  }

  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the causes, layouts and field rules.",
    discussion: """
      EXAMPLES
        oxtail patterns list
        oxtail patterns list transport. limit.
        oxtail patterns list -o json | jq -r '.patterns[].id'
      """)

  @Argument(help: ArgumentHelp("Only entries whose id begins so.", valueName: "prefix"))
  var prefixes: [String] = []

  @Option(name: .shortAndLong, help: "How to write the list: table or json.")
  var output = Format.table

  @OptionGroup var options: PatternsOptions

  func run() throws {
    let entries = PatternListing.entries(of: try options.layers().library, prefixes: prefixes)
    switch output {
    case .json: PatternsOutput.emit(try JSON.text(PatternListing(patterns: entries)))
    case .table:
      for line in PatternListing.table(entries, wraps: isatty(STDOUT_FILENO) == 1) { PatternsOutput.emit(line) }
    }
    if entries.isEmpty { PatternsOutput.complain("oxtail: no pattern's id begins with that") }
  }
}
