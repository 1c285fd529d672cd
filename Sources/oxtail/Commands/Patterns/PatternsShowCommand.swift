import ArgumentParser
import LogPipeline
import PatternFiles

/// `oxtail patterns show ID`
struct PatternsShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show everything of one entry, and where it comes from.",
    usage: "oxtail patterns show <id> [--patterns <dir>]...",
    discussion: """
      EXAMPLES
        oxtail patterns show limit.contexts
        oxtail patterns show plesk-obsidian
      """)

  @Argument(help: ArgumentHelp("The id of a cause, a layout or a field rule.", valueName: "id"))
  var id: String

  @OptionGroup var options: PatternsOptions

  func run() throws {
    let layers = try options.layers()
    guard let lines = PatternText.lines(for: id, in: layers) else {
      let library = layers.library
      let ids = library.causes.map(\.id) + library.layouts.map(\.id) + library.fieldRules.map(\.id)
      let hint = Suggestion.text(for: id, among: ids)
      let next = hint.isEmpty ? "; `oxtail patterns list` shows all" : hint
      PatternsOutput.complain("oxtail: no pattern has the id `\(PatternsOutput.safe(id))`\(PatternsOutput.safe(next))")
      throw ExitCode(1)
    }
    try PatternsOutput.emit(lines)
  }
}
