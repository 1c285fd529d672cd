import ArgumentParser
import PatternFiles

/// `oxtail patterns lint [DIR…]`
struct PatternsLintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Check patterns: schema, expressions, samples, ties, speed on hostile text.",
    usage: "oxtail patterns lint [<dir>...] [--patterns <dir>]...",
    discussion: """
      Without <dir>, everything that would be loaded is checked; with it, its entries beside all others. \
      Warnings do not change the exit code; an error ends with 78.

      EXAMPLES
        oxtail patterns lint
        oxtail patterns lint ./my-patterns
      """)

  @Argument(
    help: ArgumentHelp("Directories with pattern files, or single files.", valueName: "dir"), completion: .file())
  var directories: [String] = []

  @OptionGroup var options: PatternsOptions

  func run() throws {
    let layers = try options.layers(directories)
    let findings = PatternLint.findings(
      in: layers.library, files: PatternsOptions.files(of: directories, in: layers))
    let library = layers.library
    let errors = findings.count { $0.severity == .error }
    let summary =
      "\(library.causes.count) causes, \(library.layouts.count) layouts, \(library.fieldRules.count) field rules: "
      + "\(SafeText.count(errors, "error").string), \(SafeText.count(findings.count - errors, "warning").string)"
    try PatternsOutput.emit(findings.flatMap { PatternErrorText.lines($0) } + [summary])
    if errors > 0 { throw ExitCode(78) }
  }
}
