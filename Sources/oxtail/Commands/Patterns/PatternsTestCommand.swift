import ArgumentParser
import LogPipeline
import PatternFiles

/// `oxtail patterns test [DIR…]`
struct PatternsTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run the samples of the patterns.",
    usage: "oxtail patterns test [<dir>...] [--patterns <dir>]...",
    discussion: """
      One line a file; every sample that fails, with what was expected. Ends with 78 if any fails.

      EXAMPLES
        oxtail patterns test
        oxtail patterns test ./my-patterns
      """)

  @Argument(
    help: ArgumentHelp("Directories with pattern files, or single files.", valueName: "dir"), completion: .file())
  var directories: [String] = []

  @OptionGroup var options: PatternsOptions

  func run() throws {
    let layers = try options.layers(directories)
    let files = PatternsOptions.files(of: directories, in: layers)
    let groups = try PatternsOptions.compiling { () throws(PatternError) in try SampleTest.run(layers.library) }
      .filter { files?.contains($0.file) ?? true }
    try PatternsOutput.emit(Self.lines(groups))
    if groups.contains(where: { !$0.failures.isEmpty }) { throw ExitCode(78) }
  }

  static func lines(_ groups: [SampleTest.Group]) -> [String] {
    let width = groups.map { PatternsOutput.safe($0.file).count }.max() ?? 0
    var lines: [String] = []
    for group in groups {
      let outcome = group.failures.isEmpty ? "ok" : "\(group.failures.count) failed"
      let file = PatternsOutput.padded(PatternsOutput.safe(group.file), width)
      lines.append("\(file)  \(group.count) samples  \(outcome)")
      lines += group.failures.flatMap(failureLines)
    }
    let (count, failed) = groups.reduce((0, 0)) { ($0.0 + $1.count, $0.1 + $1.failures.count) }
    return lines + ["\(count) samples, \(failed) failed"]
  }

  private static func failureLines(_ failure: SampleFailure) -> [String] {
    let safe = PatternsOutput.safe
    return [
      "  \(safe(failure.place.file)):\(failure.place.line) \(safe(failure.id))",
      "    sample    \(safe(failure.text))",
      "    expected  \(safe(failure.expected))",
      "    got       \(safe(failure.got))",
    ]
  }
}
