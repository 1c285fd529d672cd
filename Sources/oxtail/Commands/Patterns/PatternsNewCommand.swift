import ArgumentParser
import LogPipeline
import OxtailService
import PatternFiles

/// `oxtail patterns new --from LINE`
struct PatternsNewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Write a pattern for a line that no pattern understands, to be completed.",
    usage: "oxtail patterns new --from '<line>'|- [--id <id>] [--side <side>]",
    discussion: """
      Numbers, quoted names, addresses and secrets of the line become expressions, the rest stays literal. What is \
      written passes `patterns lint`; title, owner, retry and remedy are yours to fill in.

      EXAMPLES
        oxtail patterns new --from 'The flux is not compensated' > local.yaml
        oxtail patterns new --from - --id local.flux --side ox < record.txt
      """)

  @Option(help: ArgumentHelp("The line; - reads standard input.", valueName: "line"))
  var from: String

  @Option(help: ArgumentHelp("The new cause: its family, a dot, its name.", valueName: "id"))
  var id = "local.unnamed"

  @Option(help: ArgumentHelp("Whose log it stands in; else told by the line.", valueName: "plesk|ox|apache"))
  var side: Side?

  @OptionGroup var options: PatternsOptions

  func validate() throws {
    if id.wholeMatch(of: /[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*/) == nil {
      throw ValidationError("--id expects a family, a dot and a name, such as local.flux; not \(id)")
    }
  }

  func run() throws {
    let layers = try options.layers()
    let catalogue = try PatternsOptions.compiling { () throws(PatternError) in try Catalogue(layers.library) }
    var redactor = Redactor(hash: Hashes.keyed())
    let text = redactor.redact(from == "-" ? Self.standardInput() : from).string
    guard let skeleton = PatternSkeleton(text, id: id, side: side, catalogue: catalogue) else {
      throw CommandError.usage("--from", "holds no words to look for", next: "give the line that names the failure")
    }
    try PatternsOutput.emit(skeleton.lines)
    if let known = skeleton.knownCause {
      PatternsOutput.complain(
        "oxtail: \(PatternsOutput.safe(known)) claims this line already; oxtail patterns match shows how")
    }
  }

  /// All of it, without its last line end.
  static func standardInput() -> String {
    var lines: [String] = []
    while let line = readLine(strippingNewline: true) { lines.append(line) }
    return lines.joined(separator: "\n")
  }
}

extension Side: ExpressibleByArgument {}
