import ArgumentParser
import LogPipeline
import OxtailService
import PatternFiles

/// `oxtail patterns match LINE`
struct PatternsMatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "match",
    abstract: "Show what a line is taken for, and how far the other patterns got.",
    usage: "oxtail patterns match '<line>'|- [--patterns <dir>]...",
    discussion: """
      The line is shown without its secrets. Ends with 1 if nothing matches.

      EXAMPLES
        oxtail patterns match 'SoapFault exception: [HTTP] Not Found in /opt/…'
        tail -2 open-xchange.log | oxtail patterns match -
      """)

  @Argument(
    help: ArgumentHelp("The line; - reads standard input, which may hold a record of several lines.", valueName: "line")
  )
  var line: String

  @OptionGroup var options: PatternsOptions

  func run() throws {
    let layers = try options.layers()
    let catalogue = try PatternsOptions.compiling { () throws(PatternError) in try Catalogue(layers.library) }
    // As in the pipeline, no pattern sees a secret; redaction leaves heads as they are.
    var redactor = Redactor(hash: Hashes.keyed())
    let text = redactor.redact(line == "-" ? Self.standardInput() : line).string
    let match = LineMatch(text, catalogue: catalogue)
    try PatternsOutput.emit(LineMatchText(match, line: text).lines)
    if match.isEmpty { throw ExitCode(1) }
  }

  private static func standardInput() -> String {
    var lines: [String] = []
    while let line = readLine(strippingNewline: true) { lines.append(line) }
    return lines.joined(separator: "\n")
  }
}
