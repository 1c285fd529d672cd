import Foundation
import GRDB
import TestSupport
import Testing

/// Whether nothing was lost, and nothing doubled.
extension RunningDaemon {
  /// What an index answers, in an order that does not tell in which one the files were read.
  ///
  /// - Parameter base: Left out of paths, where answers of two directories are held to each other.
  static func answer(_ database: String, below base: String? = nil) throws -> [String] {
    let run = try Program.run("incidents", "-o", "json", "--db", database)
    guard run.status == 0 else { return [run.errors] }
    let text = Golden.normalised(run.output)
    let document = try JSONValue(text: base.map { text.replacing($0 + "/", with: "") } ?? text)
    return ["incidents", "sources", "suspected", "other_clients"].flatMap { key in
      // Ids that it had before tell in which order records became known.
      document.list(key).map { key + $0.without("aliases").description }.sorted()
    }
  }

  /// What one undisturbed run of `index` answers of the logs as they lie there now.
  func indexed(below base: String? = nil) throws -> [String] {
    let fresh = try TemporaryDirectory()
    let run = try Program.run("index", directory.path + "/logs", "--db", fresh.path + "/x.db")
    guard run.status == 0 else { return [run.errors] }
    return try Self.answer(fresh.path + "/x.db", below: base)
  }

  /// Whether the incidents are those of all events.
  var isDerived: Bool {
    var configuration = Configuration()
    configuration.readonly = true
    let sql = "SELECT count(DISTINCT value) FROM ox_meta WHERE key IN ('revision', 'derived') AND value > 0"
    return (try? DatabaseQueue(path: database, configuration: configuration).read { try Int.fetchOne($0, sql: sql) })
      == 1
  }

  /// Lets the daemon catch up, ends it, and holds what it made of the logs to one index of them.
  ///
  /// - Parameter known: What an index answers, below `base`, where that is known.
  func expectWhole(
    _ what: String, _ known: [String]? = nil, below base: String? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let expected = try known ?? indexed(below: base)
    // Before that a signal ends it like any program.
    try await waitUntilReady(sourceLocation: sourceLocation)
    _ = try await CommandTests.eventually { try isDerived && Self.answer(database, below: base) == expected }
    let status = try await stop()
    #expect(status == 0, "\(what): \(errors)", sourceLocation: sourceLocation)
    let followed = try Self.answer(database, below: base)
    let isWhole = followed == expected
    let missing = expected.filter { !followed.contains($0) }
    let surplus = followed.filter { !expected.contains($0) }
    #expect(
      isWhole, "\(what)\nmissing: \(missing.prefix(3))\nsurplus: \(surplus.prefix(3))\nsaid: \(errors)",
      sourceLocation: sourceLocation)
    #expect(expected.contains { $0.contains("limit.contexts") }, sourceLocation: sourceLocation)
  }
}
