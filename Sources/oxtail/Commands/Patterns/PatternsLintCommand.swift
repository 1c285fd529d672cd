import ArgumentParser
import PatternFiles

/// `oxtail patterns lint [DIR…]`
struct PatternsLintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Check patterns: schema, expressions, samples, ties, speed on hostile text.",
    discussion: """
      Without DIR, everything that would be loaded is checked; with DIR, those entries beside all others. \
      Warnings do not change the exit code; an error ends with 78.

      EXAMPLES
        oxtail patterns lint
        oxtail patterns lint ./my-patterns
      """)

  @Argument(help: ArgumentHelp("Directories with pattern files, or single files.", valueName: "dir"))
  var directories: [String] = []

  @OptionGroup var options: PatternsOptions

  func run() throws {
    let layers = try options.layers(directories)
    let findings = PatternLint.findings(
      in: layers.library, files: PatternsOptions.files(of: directories, in: layers))
    for line in findings.flatMap({ PatternErrorText.lines($0) }) { PatternsOutput.emit(line) }
    let library = layers.library
    let errors = findings.count { $0.severity == .error }
    PatternsOutput.emit(
      "\(library.causes.count) causes, \(library.layouts.count) layouts, \(library.fieldRules.count) field rules: "
        + "\(errors) errors, \(findings.count - errors) warnings")
    if errors > 0 { throw ExitCode(78) }
  }
}
