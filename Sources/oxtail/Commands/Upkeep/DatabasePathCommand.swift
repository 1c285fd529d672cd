import ArgumentParser

/// Names the index that questions go to.
struct DatabasePathCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "path", abstract: "Name the index that questions go to.", usage: "oxtail db path [--db <file>]",
    discussion: """
      EXAMPLES
        ls -l "$(oxtail db path)"

      EXIT CODES
        0 done   64 usage   66 no index   77 permission denied   78 bad configuration
      """)

  @OptionGroup(title: "Index") var index: IndexOptions

  func run() throws { try StandardOutput.write(SafeText(index.askedPath()).string + "\n") }
}
