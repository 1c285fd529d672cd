import ArgumentParser
import Foundation
import IncidentStore
import LogPipeline
import OxtailService

/// Reads what is new into the index.
struct IndexCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index", abstract: "Read what is new in logs into an index that incidents, show, why and trace ask.",
    usage: "oxtail index [<path>...] [--db <file>] [<options>]",
    discussion: """
      Sources are told and walked as by scan. The same files again change nothing, also after they grew, were renamed, \
      rotated or compressed; a run that was killed is gone on with by the next one. No password is kept.

      EXAMPLES
        oxtail index /var/log/plesk/panel.log ox1/
        oxtail index logs/ --db case.db && oxtail incidents --db case.db

      EXIT CODES
        0 done                        65 named file: no log, or damaged
        64 usage                      66 no such file
        73 cannot make the index      74 reading or writing failed
        75 another process writes it  77 permission denied
        78 no index, bad pattern or configuration
      """)

  @Argument(
    help: ArgumentHelp(
      "Files, directories, or - for standard input; by default the configured sources.", valueName: "path"),
    completion: .file())
  var paths: [String] = []

  @OptionGroup(title: "Index") var index: IndexOptions
  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "Patterns") var patterns: PatternOptions
  @OptionGroup(title: "Messages") var talk: TalkOptions

  func run() throws {
    let configuration = try index.configuration.load()
    let catalogue = try patterns.catalogue(configuration)
    let options = reading.options(try configuration.paths(paths).map(Self.absolute), configuration)
    let path = index.path(configuration)
    try index.makeDirectory(of: path, configuration)
    let outcome: IndexOutcome
    do throws(StoreError) {
      outcome = try read(into: path, catalogue, options)
    } catch {
      throw CommandError(error)
    }
    try StandardOutput.write(IndexNews(outcome: outcome, path: path, isVerbose: talk.verbose).text)
    let report = ScanReport(result: outcome.result, talk: talk, zone: .utc)
    StandardOutput.writeError(report.diagnostics.text)
    if outcome.result.exitCode != 0 { throw ExitCode(outcome.result.exitCode) }
  }

  private func read(
    into path: String, _ catalogue: Catalogue, _ options: ScanOptions
  ) throws(StoreError) -> IndexOutcome {
    let writer = try IndexWriter(path: path, words: "oxtail index (process \(getpid()))") {
      Hashes.sha256([String(decoding: $0, as: UTF8.self)])
    }
    let bar = ProgressBar(
      isAsked: talk.progress, isQuiet: talk.quiet, isTerminal: Terminal.isTerminal(STDERR_FILENO))
    defer { bar.finish() }
    return try Indexer(
      catalogue: catalogue, options: options, writer: writer,
      hash: try IndexKey.hash(besides: path), progress: bar.update
    ).run()
  }

  /// The index outlives the directory in which somebody was.
  static func absolute(_ path: String) -> String {
    path == "-" ? path : URL(filePath: path).standardizedFileURL.path(percentEncoded: false)
  }
}
