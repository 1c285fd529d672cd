import GRDB
import LogPipeline

/// What an index holds, counted.
package struct IndexFacts: Equatable, Sendable {
  package var schema: Int
  package var generations: Int
  package var events: Int
  package var incidents: Int
  package var failures: Int
  package var gaps: Int
  /// The times of the first and the last record of all logs.
  package var first: Instant?
  package var last: Instant?
  /// Bytes of pages that hold nothing: what a vacuum gives back.
  package var freeBytes: Int
}

extension IndexReader {
  package func facts() throws(StoreError) -> IndexFacts {
    try StoreError.wrapping(path) {
      try database.read { database in
        func number(_ sql: String) throws -> Int { try Int.fetchOne(database, sql: sql) ?? 0 }
        func time(_ sql: String) throws -> Instant? { try Int64.fetchOne(database, sql: sql).map { Instant(ms: $0) } }
        return IndexFacts(
          schema: try number("PRAGMA user_version"), generations: try number("SELECT count(*) FROM ox_generation"),
          events: try number("SELECT count(*) FROM ox_event"),
          incidents: try number("SELECT count(*) FROM ox_incident"),
          failures: try number("SELECT coalesce(sum(failures), 0) FROM ox_incident"),
          gaps: try number("SELECT count(*) FROM ox_gap"), first: try time("SELECT min(first_ms) FROM ox_generation"),
          last: try time("SELECT max(last_ms) FROM ox_generation"),
          freeBytes: try number("PRAGMA freelist_count") * number("PRAGMA page_size"))
      }
    }
  }

  /// What is wrong in the file, also between tables and their indexes and within what is compressed; empty where it is whole.
  ///
  /// - Complexity: O(*n* log *n*) in the size of the file.
  package func check() throws(StoreError) -> [String] {
    try StoreError.wrapping(path) {
      try database.read { database in
        let pages = try String.fetchAll(database, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
        let orphans = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").prefix(20).map {
          "a row of \($0[0] as String) belongs to none of \($0[2] as String)"
        }
        let packs = try PackWriter.unreadable(in: database).prefix(20).map {
          "the words of record \($0) and those behind it cannot be read"
        }
        return pages + orphans + packs
      }
    }
  }
}
