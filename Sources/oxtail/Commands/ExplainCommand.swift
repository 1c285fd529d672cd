import ArgumentParser

/// Explains a pasted error.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Explain a pasted error: cause, owner, retry advice, commands. Needs no logs.",
    usage: "oxtail explain '<text>'|- [-o <form>] [<options>]",
    discussion: """
      The text may be one line or a whole stack trace, from Plesk or from Open-Xchange. Quotes keep the shell away from \
      it; words without quotes are joined. - reads standard input.

      EXAMPLES
        oxtail explain '[soap:Server] Authentication failed'
        oxtail explain - -o md < error.txt
        wl-paste | oxtail explain -

      EXIT CODES
        0 explained   1 nothing known of it   64 usage   78 bad pattern
      """)

  @Argument(help: ArgumentHelp("The error, or - for standard input.", valueName: "text"))
  var words: [String] = []

  @OptionGroup(title: "Configuration") var configuration: ConfigurationOptions
  @OptionGroup(title: "Patterns") var patterns: PatternOptions
  @OptionGroup(title: "Output") var view: ViewOptions

  func validate() throws {
    if words.isEmpty { throw ValidationError("no text; give the error in quotes, or - for standard input") }
  }

  func run() throws { try ExplainRun(words: words, configuration: configuration, patterns: patterns, view: view).run() }
}
