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
      it does. Without any, the places where Plesk and Open-Xchange write by default. Records stand in the order of their \
      own times; one that comes too late for that is marked. Nothing is kept or changed: no index is needed, and no rights \
      but those to read.

      EXAMPLES
        oxtail tail
        oxtail tail /var/log/plesk/panel.log ox1/open-xchange.log.0
        oxtail tail logs/ --incidents-only     hosts' trees: directories name hosts
        oxtail tail -n 50 -g 'rosenberg\\.example' -o jsonl | jq .

      EXIT CODES
        0 the reader went away   66 none of the default places is there
        64 usage                 77 none of them may be read
        78 bad pattern           130 interrupted
      """)

  @Argument(help: ArgumentHelp("Files, directories, and globs such as 'logs/*/panel.log'.", valueName: "path"))
  var paths: [String] = []

  @OptionGroup(title: "Showing") var showing: TailOptions
  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "Patterns") var patterns: PatternOptions

  func run() throws {
    let catalogue = try patterns.catalogue()
    let places = try paths.isEmpty ? DefaultLogs.find() : paths.map(IndexCommand.absolute)
    try TailRun(places: places, showing: showing, options: reading.options(places), catalogue: catalogue).run()
  }
}
