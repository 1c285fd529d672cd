import GRDB
import LogPipeline

/// Answers from an index, read-only; any number of them may run beside the writer.
package final class IndexReader {
  package let path: String
  let database: DatabaseQueue
  /// Occurrences and records, read as they are asked for.
  package let rows: AnswerRows
  /// What imported lists say of subjects.
  let names: NameBook

  /// - Throws: ``StoreError`` `missing` where there is no index yet.
  package init(path: String) throws(StoreError) {
    self.path = path
    guard IndexFile.exists(path) else {
      throw StoreError(
        .missing, path: path, "there is no index yet: run 'oxtail index SOURCE…' first, or name another --db")
    }
    try IndexFile.refuseOther(path)
    database = try StoreError.wrapping(path) { try Connection.reader(path) }
    names = NameBook()
    rows = AnswerRows(path: path, database, names: names)
    names.register(in: database)
    try StoreError.wrapping(path) {
      try database.read { database in
        try Schema.refuseOther(database, path: path)
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        guard version == Schema.version else {
          throw StoreError(
            .unusable, path: path,
            version > Schema.version
              ? "was written by a newer oxtail: use that one"
              : "is no index of this version: run 'oxtail index' once, which brings it up to date")
        }
      }
    }
  }

  /// How many incidents there are, and how many failures they are made of.
  package func counts() throws(StoreError) -> (incidents: Int, failures: Int) {
    try StoreError.wrapping(path) {
      try database.read { database in
        let row = try Row.fetchOne(database, sql: "SELECT count(*), coalesce(sum(failures), 0) FROM ox_incident")
        return (row?[0] ?? 0, row?[1] ?? 0)
      }
    }
  }

  /// What the writer left with ``IndexWriter/replace(_:answer:)``; `nil` before the first one.
  package func answer() throws(StoreError) -> String? {
    try StoreError.wrapping(path) {
      try database.read { try String.fetchOne($0, sql: "SELECT value FROM ox_meta WHERE key = 'answer'") }
    }
  }

  /// Of the answer's sources those of some files, in their order: an estate of hundreds of hosts has thousands of them.
  package func sources(of files: Set<String>) throws(StoreError) -> [String] {
    let names = try StoreError.wrapping(path) { try JSONText.encoded(files.sorted()) }
    return try StoreError.wrapping(path) {
      try database.read { database in
        try String.fetchAll(
          database,
          sql: """
            SELECT s.value FROM ox_meta m, json_each(m.value, '$.sources') s
            WHERE m.key = 'answer' AND s.value ->> 'file' IN (SELECT value FROM json_each(?)) ORDER BY s.key
            """, arguments: [names])
      }
    }
  }

  /// The sides of which logs were read.
  package func sides() throws(StoreError) -> Set<Side> {
    try StoreError.wrapping(path) {
      try database.read { database in
        Set(
          try String.fetchAll(
            database,
            sql: """
              SELECT DISTINCT s.value ->> 'side' FROM ox_meta m, json_each(m.value, '$.sources') s WHERE m.key = 'answer'
              """
          ).compactMap(Side.init))
      }
    }
  }

  /// Whether all records that must be somewhere are; `nil` where nothing was derived yet.
  package func balance() throws(StoreError) -> Balance? {
    try StoreError.wrapping(path) {
      try database.read {
        try String.fetchOne($0, sql: "SELECT value FROM ox_meta WHERE key = 'balance'")
          .map { try JSONText.decoded(Balance.self, $0) }
      }
    }
  }

  /// Whether the answer is that of the last commit; `false` while a writer is between the two.
  package func isDerived() throws(StoreError) -> Bool {
    try StoreError.wrapping(path) { try database.read(Revision.isDerived) }
  }

  /// Whether the incidents are those of all records. How far logs without such records were read may be known better meanwhile.
  package func countsAllEvents() throws(StoreError) -> Bool {
    try StoreError.wrapping(path) { try database.read(Revision.countsAllEvents) }
  }
}
