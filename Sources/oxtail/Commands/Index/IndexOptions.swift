import ArgumentParser
import Foundation
import IncidentStore
import OxtailService

/// Which index.
struct IndexOptions: ParsableArguments {
  @Option(
    name: .customLong("db"),
    help: ArgumentHelp(
      "The index; by default $XDG_STATE_HOME/oxtail/oxtail.db, root's is /var/lib/oxtail/oxtail.db.", valueName: "file")
  )
  var database: String?

  /// - Parameter environment: The process's.
  static func path(database: String?, environment: [String: String], isRoot: Bool) -> String {
    if let database { return database }
    if isRoot, environment["XDG_STATE_HOME"] == nil { return "/var/lib/oxtail/oxtail.db" }
    let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? "."
    let state = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home + "/.local/state"
    return state + "/oxtail/oxtail.db"
  }

  var path: String {
    Self.path(database: database, environment: ProcessInfo.processInfo.environment, isRoot: geteuid() == 0)
  }

  func reader() throws(CommandError) -> IndexReader {
    do throws(StoreError) {
      return try IndexReader(path: path)
    } catch {
      throw CommandError(error)
    }
  }

  /// Everything that the index answers.
  func result() throws(CommandError) -> ScanResult {
    let reader = try reader()
    do throws(StoreError) {
      guard let text = try reader.answer(), let answer = try? JSON.value(IndexAnswer.self, text) else {
        return ScanResult()
      }
      return try answer.result(try reader.incidents(), reader)
    } catch {
      throw CommandError(error)
    }
  }
}

extension CommandError {
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
