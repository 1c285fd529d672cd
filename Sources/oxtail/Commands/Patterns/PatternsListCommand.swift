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
    usage: "oxtail patterns list [<prefix>...] [-o <form>] [--patterns <dir>]...",
    discussion: """
      EXAMPLES
        oxtail patterns list
        oxtail patterns list transport. limit.
        oxtail patterns list -o json | jq -r '.patterns[].id'
      """)

  @Argument(help: ArgumentHelp("Only entries whose id begins so.", valueName: "prefix"))
  var prefixes: [String] = []

  @Option(name: .shortAndLong, help: ArgumentHelp("How to write the list.", valueName: "form"))
  var output = Format.table

  @OptionGroup var options: PatternsOptions

  func run() throws {
    let entries = PatternListing.entries(of: try options.layers().library, prefixes: prefixes)
    switch output {
    case .json: try PatternsOutput.emit([try JSON.text(PatternListing(patterns: entries))])
    case .table: try PatternsOutput.emit(PatternListing.table(entries, wraps: Terminal.isTerminal(STDOUT_FILENO)))
    }
    if entries.isEmpty { PatternsOutput.complain("oxtail: no pattern's id begins with that") }
  }
}
