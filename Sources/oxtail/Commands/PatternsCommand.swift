import ArgumentParser

/// `oxtail patterns`: looking at patterns, checking and trying them.
struct PatternsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "patterns",
    abstract: "List, show, check, try and write patterns.",
    usage: "oxtail patterns list|show|lint|test|match|coverage|new …",
    discussion: """
      A pattern tells what a text in a log means. They are YAML files: the built-in ones, then those in \
      /etc/oxtail/patterns.d, then those of --patterns; a later entry replaces an earlier one with the same id. \
      A pattern file must belong to root or to you, and others may not be able to write it.

      EXAMPLES
        oxtail patterns list limit.           the causes of one family
        oxtail patterns show limit.contexts   one entry, with its samples
        oxtail patterns lint ./my-patterns    before you install your own
        oxtail patterns match 'LINE'          what a line is taken for
        oxtail patterns coverage logs/        how much of what failed is understood
        oxtail patterns new --from 'LINE'     a pattern for a line, to be completed
      """,
    subcommands: [
      PatternsListCommand.self, PatternsShowCommand.self, PatternsLintCommand.self, PatternsTestCommand.self,
      PatternsMatchCommand.self, PatternsCoverageCommand.self, PatternsNewCommand.self,
    ])
}
