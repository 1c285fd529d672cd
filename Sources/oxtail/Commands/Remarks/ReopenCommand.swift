import ArgumentParser
import LogPipeline

/// Takes back that incidents are resolved or muted.
struct ReopenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reopen", abstract: "Take back that incidents are resolved or muted.",
    usage: "oxtail reopen <id>... [-m <text>] [--db <file>]",
    discussion: """
      What is shown by records that come later holds again. \(RemarkArguments.kept)

      EXAMPLES
        oxtail reopen OX-7K2M9 -m 'raised on one node only'

      \(RemarkArguments.exitCodes)
      """)

  @OptionGroup var asked: RemarkArguments

  func run() throws { try asked.say(.reopen) }
}
