import ArgumentParser
import LogPipeline
import LogTail
import OxtailService

/// Shows what is written to logs while it is written.
struct TailCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tail", abstract: "Show live what fails, on both sides in one stream, and what it means together.",
    usage: "oxtail tail [<path>|<term>]... [-n <n>] [--raw | --incidents-only]",
    discussion: """
      Files, directories and quoted globs are followed through every rotation; what does not exist yet is read as soon as \
      it does. Without any, the configured sources, else the places where Plesk and Open-Xchange write. Records stand in the order of their \
      own times; one that comes too late for that is marked, and so is one that was shown before it was whole. Nothing \
      is kept or changed: no index is needed, and no rights but those to read.

      \(QueryOptions.terms) An argument with a slash or '.log' in it, or with the name of a file, is a path.

      EXAMPLES
        oxtail tail
        oxtail tail /var/log/plesk/panel.log ox1/open-xchange.log.0
        oxtail tail logs/ --incidents-only     hosts' trees: directories name hosts
        oxtail tail domain:rosenberg.example -cause:limit.*
        oxtail tail -n 50 -g 'rosenberg\\.example' -o jsonl | jq .

      EXIT CODES
        0 the reader went away   66 nothing to follow
        64 usage                 77 none of the usual places may be read
        78 bad pattern or configuration   130 interrupted
      """)

  @Argument(
    help: ArgumentHelp(
      "Files, directories, globs such as 'logs/*/panel.log'; and words and key:value that have to fit.",
      valueName: "path|term"), completion: .file())
  var arguments: [String] = []

  @OptionGroup(title: "What to show") var filters: FilterOptions
  @OptionGroup(title: "Showing") var showing: TailOptions
  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "Patterns") var patterns: PatternOptions

  @OptionGroup var configuration: ConfigurationOptions

  func run() throws {
    let configuration = try configuration.load()
    let catalogue = try patterns.catalogue(configuration)
    let asked = try TailArguments(arguments, query: filters.query(zone: showing.zone))
    let filter = try showing.filter(asked.query, catalogue)
    var words = Diagnostics()
    for word in asked.words {
      words.say(
        "showing records with '\(word)', which is no file here; './\(word)' would be followed as soon as it comes")
    }
    if !showing.quiet { StandardOutput.writeError(words.text) }
    let logs =
      try asked.paths.isEmpty
      ? UsualLogs.patterns(configuration)
      : asked.paths.map { FollowPattern(path: IndexCommand.absolute($0), followsLinks: showing.followLinks) }
    let options = reading.options([], configuration)
    try TailRun(logs: logs, filter: filter, showing: showing, options: options, catalogue: catalogue).run()
  }
}
