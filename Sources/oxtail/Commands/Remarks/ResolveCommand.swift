import ArgumentParser
import LogPipeline

/// Says that the cause of incidents is gone.
struct ResolveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve", abstract: "Say that the cause of incidents is gone.",
    usage: "oxtail resolve <id>... [-m <text>] [--ticket <ticket>] [--db <file>]",
    discussion: """
      A failure that comes later makes it a regression. \(RemarkArguments.kept)

      EXAMPLES
        oxtail resolve OX-7K2M9 -m 'limit raised to 200'
        oxtail resolve 7k2 9qd --ticket OPS-311 --at -2h

      \(RemarkArguments.exitCodes)
      """)

  @OptionGroup var asked: RemarkArguments

  func run() throws { try asked.say(.resolve) }
}
