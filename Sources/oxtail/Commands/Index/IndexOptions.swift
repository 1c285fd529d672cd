import ArgumentParser
import Foundation
import IncidentStore
import OxtailService

/// Which index.
struct IndexOptions: ParsableArguments {
  /// Where the daemon, and root, keep theirs.
  static let daemonPath = "/var/lib/oxtail/oxtail.db"

  @Option(
    name: .customLong("db"),
    help: ArgumentHelp(
      "The index; by default the configured one, else $XDG_STATE_HOME/oxtail/oxtail.db. Questions go to the daemon's, which is root's own, where that is not there: /var/lib/oxtail/oxtail.db.",
      valueName: "file"), completion: .file())
  var database: String?

  @OptionGroup var configuration: ConfigurationOptions

  /// - Parameter environment: The process's.
  /// - Returns: Where whoever runs this writes an index.
  static func ownPath(environment: [String: String], isRoot: Bool) -> String {
    if isRoot, environment["XDG_STATE_HOME"] == nil { return daemonPath }
    let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? "."
    let state = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home + "/.local/state"
    return state + "/oxtail/oxtail.db"
  }

  private static var ownPath: String {
    ownPath(environment: ProcessInfo.processInfo.environment, isRoot: geteuid() == 0)
  }

  /// The index to be written.
  func path(_ configuration: Configuration) -> String {
    database ?? configuration.database?.value ?? Self.ownPath
  }

  /// The index to be asked when none is named.
  static func defaultPath(_ configuration: Configuration) -> DefaultIndex {
    configuration.database.map { .at($0.value) } ?? DefaultIndex(own: ownPath, FileAccess.init)
  }

  /// The index that would be asked, whether or not it is there.
  func pathToAsk(_ configuration: Configuration) -> String {
    if database == nil, case .at(let path) = Self.defaultPath(configuration) { return path }
    return path(configuration)
  }

  /// Makes the directory of an index that is to be written: that of the default one. One of the user's choice is theirs to make.
  func makeDirectory(of path: String, _ configuration: Configuration) throws(CommandError) {
    try makeDirectory(of: path, isOurs: database == nil && configuration.database == nil)
  }

  /// - Parameter isOurs: Whether it is ours to make.
  func makeDirectory(of path: String, isOurs: Bool) throws(CommandError) {
    let directory = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
    guard !FileManager.default.fileExists(atPath: directory) else { return }
    let made: Void? =
      isOurs
      ? try? FileManager.default.createDirectory(
        atPath: directory, withIntermediateDirectories: true,
        attributes: [.posixPermissions: NSNumber(value: 0o700)]) : nil
    guard made != nil else {
      throw CommandError(
        "\(directory)", isOurs ? "cannot be made" : "no such directory",
        next: isOurs ? "name another index with --db" : "make it, or name another --db", exitCode: 73)
    }
  }

  /// The index to be asked.
  func askedPath() throws(CommandError) -> String {
    if let database { return database }
    return try Self.defaultPath(try configuration.load()).path()
  }

  /// Opens the index to be asked, and says so where its answers do not count all that was read.
  func reader() throws(CommandError) -> IndexReader {
    let path = try askedPath()
    return try CommandError.wrapping { () throws(StoreError) in
      let reader = try IndexReader(path: path)
      if try !reader.countsAllEvents() {
        var diagnostics = Diagnostics()
        diagnostics.say(
          "\(path): the newest records are not counted yet; whoever reads the logs, the daemon or `oxtail index`,")
        diagnostics.addDetail(
          "is at work, or was stopped and goes on when it is run again. This is the answer without them.")
        StandardOutput.writeError(diagnostics.text)
      }
      return reader
    }
  }
}

extension CommandError {
  /// Runs `body`, which asks or writes an index.
  static func wrapping<Value>(_ body: () throws(StoreError) -> Value) throws(CommandError) -> Value {
    do throws(StoreError) {
      return try body()
    } catch {
      throw CommandError(error)
    }
  }

  /// What is wrong with an index, with its exit code.
  init(_ error: StoreError) {
    let code: Int32 =
      switch error.code {
      case .busy: 75
      case .missing: 66
      case .cannotCreate: 73
      case .permissionDenied: 77
      case .unusable: 78
      case .failed: 74
      }
    // The message says what to do next.
    let parts = error.message.split(separator: ":", maxSplits: 1)
    let next = parts.count > 1 ? parts[1].drop { $0 == " " } : ""
    self.init("\(error.path)", "\(parts.first ?? "")", next: "\(next)", exitCode: code)
  }
}
