import ArgumentParser
import OxtailService

/// Follows logs into the index until it is told to stop.
struct DaemonCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "daemon", abstract: "Follow logs into the index, without a terminal, until told to stop.",
    usage: "oxtail daemon [<path>...] [--db <file>] [<options>]",
    discussion: """
      Reads what is new within a second, through every rotation, and announces new incidents in its own log, which is \
      standard error. Made for systemd (Packaging/systemd/oxtail.service), and runs as well by hand. SIGHUP reads \
      configuration and patterns again; if they cannot be used, the old ones stay. SIGTERM ends it, with everything \
      committed. Only one process writes an index.

      EXAMPLES
        systemctl enable --now oxtail
        oxtail daemon logs/ --db case.db &
        journalctl -u oxtail -p warning

      EXIT CODES
        0 told to stop                74 reading or writing failed
        64 usage                      75 another process writes it
        66 nothing to follow          77 permission denied
        73 cannot make the index      78 bad pattern or configuration
      """)

  @Argument(
    help: ArgumentHelp(
      "Files, directories and patterns; by default the configured sources, else the usual places.", valueName: "path"),
    completion: .file())
  var paths: [String] = []

  @OptionGroup(title: "Index") var index: IndexOptions
  @OptionGroup(title: "Reading") var reading: ReadingOptions

  @Flag(help: "Do without inotify, for file systems that know none, such as NFS.")
  var poll = false

  @OptionGroup(title: "Patterns") var patterns: PatternOptions

  @Option(
    help: ArgumentHelp(
      "debug, info, notice, warning or error; by default the configured level, else info.", valueName: "level"))
  var logLevel: ServiceLogLevel?

  func run() throws { try DaemonRun(self).run() }
}

extension ServiceLogLevel: ExpressibleByArgument {}
