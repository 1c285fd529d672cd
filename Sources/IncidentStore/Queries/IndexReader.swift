import GRDB
import LogPipeline

/// Answers from an index, read-only; any number of them may run beside the writer.
package final class IndexReader {
  package let path: String
  private let database: DatabaseQueue

  /// - Throws: ``StoreError`` `missing` where there is no index yet.
  package init(path: String) throws(StoreError) {
    self.path = path
    guard IndexFile.exists(path) else {
      throw StoreError(
        .missing, path: path, "there is no index yet: run 'oxtail index SOURCE…' first, or name another --db")
    }
    database = try StoreError.wrapping(path) { try Connection.reader(path) }
    try StoreError.wrapping(path) {
      try database.read { database in
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        guard application == Schema.applicationID, version == Schema.version else {
          throw StoreError(
            .unusable, path: path,
            version > Schema.version
              ? "was written by a newer oxtail: use that one"
              : "is no index of this version: run 'oxtail index' once, which brings it up to date")
        }
      }
    }
  }

  /// All incidents, the newest first.
  package func incidents() throws(StoreError) -> [Incident] {
    try StoreError.wrapping(path) {
      try database.read { database in
        try String.fetchAll(database, sql: "SELECT document FROM ox_incident ORDER BY last_ms DESC, id")
          .map { try JSONText.decoded(Incident.self, $0) }
      }
    }
  }

  /// Incidents whose id begins with `prefix`, in either case, with or without `OX-`.
  package func incidents(withID prefix: String) throws(StoreError) -> [Incident] {
    let bare = prefix.uppercased()
    let id = bare.hasPrefix("OX-") ? bare : "OX-" + bare
    return try StoreError.wrapping(path) {
      try database.read { database in
        try String.fetchAll(
          database, sql: "SELECT document FROM ox_incident WHERE substr(id, 1, ?) = ? ORDER BY id",
          arguments: [id.count, id]
        ).map { try JSONText.decoded(Incident.self, $0) }
      }
    }
  }

  /// What the writer left with ``IndexWriter/replace(_:answer:)``; `nil` before the first one.
  package func answer() throws(StoreError) -> String? {
    try StoreError.wrapping(path) {
      try database.read { try String.fetchOne($0, sql: "SELECT value FROM ox_meta WHERE key = 'answer'") }
    }
  }

  /// Whether the incidents are those of all events; `false` while a writer is between the two.
  package func isDerived() throws(StoreError) -> Bool {
    try StoreError.wrapping(path) {
      try database.read {
        try Int.fetchOne($0, sql: "SELECT count(DISTINCT value) FROM ox_meta WHERE key IN ('revision', 'derived')") == 1
      }
    }
  }
}
