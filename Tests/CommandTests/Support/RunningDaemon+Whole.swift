import Foundation
import TestSupport
import Testing

/// Whether nothing was lost, and nothing doubled.
extension RunningDaemon {
  /// What an index answers, in an order that does not tell in which one the files were read.
  static func answer(_ database: String) throws -> [String] {
    let run = try Program.run("incidents", "-o", "json", "--db", database)
    guard run.status == 0 else { return [run.errors] }
    let document = try JSONValue(text: Golden.normalised(run.output))
    return ["incidents", "sources", "suspected", "other_clients"].flatMap { key in
      // Ids that it had before tell in which order records became known.
      document.list(key).map { key + $0.without("aliases").description }.sorted()
    }
  }

  /// What one undisturbed run of `index` answers of the logs as they lie there now.
  func indexed() throws -> [String] {
    let fresh = try TemporaryDirectory()
    let run = try Program.run("index", directory.path + "/logs", "--db", fresh.path + "/x.db")
    guard run.status == 0 else { return [run.errors] }
    return try Self.answer(fresh.path + "/x.db")
  }

  /// Lets the daemon catch up, ends it, and holds what it made of the logs to one index of them.
  func expectWhole(_ what: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let expected = try indexed()
    _ = try await CommandTests.eventually { try Self.answer(database) == expected }
    #expect(try await stop() == 0, sourceLocation: sourceLocation)
    let followed = try Self.answer(database)
    let isWhole = followed == expected
    let missing = expected.filter { !followed.contains($0) }
    let surplus = followed.filter { !expected.contains($0) }
    #expect(
      isWhole, "\(what)\nmissing: \(missing.prefix(3))\nsurplus: \(surplus.prefix(3))\nsaid: \(errors)",
      sourceLocation: sourceLocation)
    #expect(expected.contains { $0.contains("limit.contexts") }, sourceLocation: sourceLocation)
  }
}
