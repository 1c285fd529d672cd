import ArgumentParser
import LogPipeline
import OxtailService

/// `oxtail patterns coverage FILE…`
struct PatternsCoverageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract: "Show how much of what failed in some logs the patterns understand.",
    usage: "oxtail patterns coverage <path>... [--patterns <dir>]...",
    discussion: """
      Names each cause that was found and how often, then the texts that no pattern understands, numbers and names \
      folded, the most frequent first.

      EXAMPLES
        oxtail patterns coverage logs/
        oxtail patterns coverage logs/ --patterns ./my-patterns
      """)

  @Argument(help: ArgumentHelp("Files, directories, or - for standard input.", valueName: "path"), completion: .file())
  var paths: [String] = []

  @OptionGroup var options: PatternsOptions

  func validate() throws {
    if paths.isEmpty { throw ValidationError("nothing to read; name files or directories, or - for standard input") }
  }

  func run() throws {
    let layers = try options.layers()
    let catalogue = try PatternsOptions.compiling { () throws(PatternError) in try Catalogue(layers.library) }
    let result = Scanner(catalogue: catalogue, options: ScanOptions(paths: paths)).scan()
    if let failure = result.failure { throw CommandError(failure) }
    try PatternsOutput.emit(Self.lines(PatternCoverage(result)))
    for file in result.skipped where file.exitCode != 0 {
      PatternsOutput.complain("oxtail: \(PatternsOutput.safe(file.file)): \(PatternsOutput.safe(file.reason))")
    }
    if result.exitCode != 0 { throw ExitCode(result.exitCode) }
  }

  static func lines(_ coverage: PatternCoverage) -> [String] {
    guard coverage.failures > 0 else { return ["nothing failed in these logs"] }
    var lines = [
      "\(SafeText.grouped(coverage.understood).string) of \(SafeText.count(coverage.failures, "failure").string) understood (\(percent(coverage)) %)"
    ]
    lines += section("understood", coverage.causes.map { (PatternsOutput.safe($0.id), $0.count) })
    lines += section("wrapper only", coverage.wrappers.map { (PatternsOutput.safe($0.id), $0.count) })
    let texts = coverage.inbox.entries.map { ("\($0.side.rawValue): \(PatternsOutput.safe($0.template))", $0.count) }
    lines += section("unknown", texts)
    if coverage.inbox.beyond > 0 { lines.append("\(number(coverage.inbox.beyond))  with other texts") }
    return lines
  }

  /// One decimal, never rounded up to 100.
  private static func percent(_ coverage: PatternCoverage) -> String {
    let thousandths = coverage.understood * 1000 / coverage.failures
    return "\(thousandths / 10).\(thousandths % 10)"
  }

  private static func section(_ title: String, _ rows: [(text: String, count: Int)]) -> [String] {
    guard !rows.isEmpty else { return [] }
    return ["", title] + rows.map { "\(number($0.count))  \(PatternsOutput.cut($0.text, PatternsOutput.width - 11))" }
  }

  private static func number(_ count: Int) -> String { SafeText.grouped(count).paddedAtStart(to: 9).string }
}
