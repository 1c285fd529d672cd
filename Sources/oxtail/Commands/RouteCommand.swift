import ArgumentParser
import Foundation
import IncidentStore
import LogPipeline

/// `oxtail FILE…|TEXT`: decides what is meant when no command is named.
struct RouteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "route", abstract: "Scan files, or explain a text.", shouldDisplay: false)

  @Argument var words: [String] = []

  @Option(
    name: .customLong("db"),
    help: ArgumentHelp("The index, where one is asked; by default as in oxtail incidents.", valueName: "file"))
  var database: String?

  @OptionGroup var arguments: ScanArguments

  func run() throws {
    switch Route(words, commands: OxtailCommand.commandNames + ["help"], exists: Self.exists) {
    case .help where try hasIndex():
      let limit = arguments.limit.map { ["-n", "\($0)"] } ?? []
      var list = try OxtailCommand.parseAsRoot(["incidents", "--open"] + passedOn + limit)
      try list.run()
    case .help: throw CleanExit.helpRequest(OxtailCommand.self)
    case .scan where database != nil:
      throw CommandError.usage(
        "--db", "a scan of files asks no index", next: "`oxtail index PATH… --db FILE` reads them into one")
    case .scan: try ScanRun(paths: words, arguments: arguments).run()
    case .explain: try explain()
    case .needsIndex(let word): try ask(word)
    case .unknownWord(let word, let suggestion) where word == suggestion:
      throw CommandError.usage(
        "\(word)", "stands behind an option", next: "write `oxtail \(word) …` first, then the options")
    case .unknownWord(let word, _) where try isSubject(word): try ask("trace", word)
    case .unknownWord(let word, let suggestion): throw Self.unknown(word, suggestion)
    }
  }

  private func hasIndex() throws -> Bool { try indexPath() != nil }

  /// The index to be asked, if there is one.
  private func indexPath() throws -> String? {
    if let database { return database }
    guard case .at(let path) = IndexOptions.defaultPath(try arguments.configuration.load()) else { return nil }
    return path
  }

  /// Whether all that was typed is one word by which the index knows a subject. One that nobody named and that cannot be
  /// asked knows none.
  private func isSubject(_ word: String) throws -> Bool {
    guard words.count == 1, !word.contains(where: \.isWhitespace), let path = try indexPath() else { return false }
    do throws(StoreError) {
      return try IndexReader(path: path).isSubject(word)
    } catch {
      guard database == nil else { throw CommandError(error) }
      return false
    }
  }

  /// A name alone looks like an error of which nothing is known.
  private func explain() throws {
    let run = ExplainRun(
      words: words, configuration: arguments.configuration, patterns: arguments.patterns, view: arguments.view)
    let explanation = try run.explanation()
    if explanation.causes.isEmpty, try isSubject(words[0]) { return try ask("trace", words[0]) }
    try run.show(explanation)
  }

  /// Options for the command that is meant.
  private var passedOn: [String] {
    arguments.view.typed + (arguments.configuration.file.map { ["--config", $0] } ?? [])
      + (database.map { ["--db", $0] } ?? [])
  }

  /// Only short names can be files; the system refuses longer ones anyway.
  private static func exists(_ word: String) -> Bool {
    word.utf8.count < 4096 && FileManager.default.fileExists(atPath: word)
  }

  /// An incident's id, or a subject. A cause's id looks like a domain.
  private func ask(_ word: String) throws {
    if let cause = try arguments.patterns.catalogue(arguments.configuration.load()).cause(word) {
      throw CommandError.usage(
        "\(word)", "is a cause: \(cause.title)", next: "`oxtail patterns show \(word)` tells what is known of it")
    }
    try ask(word.hasPrefix("OX-") ? "show" : "trace", word)
  }

  /// Has a command answer that asks an index.
  private func ask(_ command: String, _ word: String) throws {
    // An exceptionId may begin with a minus.
    var asked = try OxtailCommand.parseAsRoot([command] + passedOn + ["--", word])
    try asked.run()
  }

  private static func unknown(_ word: String, _ suggestion: String?) -> CommandError {
    .usage(
      "\(word)", "neither a command nor a file",
      next: suggestion.map { "did you mean `oxtail \($0)`?" }
        ?? "`oxtail help` lists the commands, `oxtail explain '…'` explains an error")
  }
}
