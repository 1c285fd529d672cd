import ArgumentParser
import LogPipeline
import LogTail
import OxtailService

/// Shows what is written to logs while it is written.
struct TailCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tail", abstract: "Show live what fails, on both sides in one stream, and what it means together.",
    usage: "oxtail tail [<path>...] [-n <n>] [--raw | --incidents-only] [<options>]",
    discussion: """
      Files, directories and quoted globs are followed through every rotation; what does not exist yet is read as soon as \
      it does. Without any, the configured sources, else the places where Plesk and Open-Xchange write. Records stand in the order of their \
      own times; one that comes too late for that is marked. Nothing is kept or changed: no index is needed, and no rights \
      but those to read.

      EXAMPLES
        oxtail tail
        oxtail tail /var/log/plesk/panel.log ox1/open-xchange.log.0
        oxtail tail logs/ --incidents-only     hosts' trees: directories name hosts
        oxtail tail -n 50 -g 'rosenberg\\.example' -o jsonl | jq .

      EXIT CODES
        0 the reader went away   66 nothing to follow
        64 usage                 77 none of the usual places may be read
        78 bad pattern or configuration   130 interrupted
      """)

  @Argument(help: ArgumentHelp("Files, directories, and globs such as 'logs/*/panel.log'.", valueName: "path"))
  var paths: [String] = []

  @OptionGroup(title: "Showing") var showing: TailOptions
  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "Patterns") var patterns: PatternOptions

  @OptionGroup var configuration: ConfigurationOptions

  func run() throws {
    let configuration = try configuration.load()
    let catalogue = try patterns.catalogue(configuration)
    let logs =
      try paths.isEmpty
      ? UsualLogs.patterns(configuration)
      : paths.map { FollowPattern(path: IndexCommand.absolute($0), followsLinks: showing.followLinks) }
    let options = reading.options([], configuration)
    try TailRun(logs: logs, showing: showing, options: options, catalogue: catalogue).run()
  }
}
