import Foundation
import GRDB
import LogPipeline

/// Copies what can be read of a damaged index into a new one, and puts that in its place. The damaged one stays, under another name.
package struct IndexSalvage {
  /// What came of it.
  package struct Outcome: Equatable, Sendable {
    /// Where the damaged index lies now.
    package var damaged: String
    /// Rows that were copied, and stretches of rows that could not be read.
    package var rows = 0
    package var losses = 0
    /// Logs of which rows may be missing and that are to be read again.
    package var unread: [String] = []
    /// Logs of which rows may be missing and that are gone.
    package var incomplete: [String] = []
  }

  /// What is derived, or made of other tables, is made anew.
  private static let tables = [
    "ox_generation", "ox_stack", "ox_cause", "ox_event", "ox_pack", "ox_minute", "ox_mark", "ox_gap", "ox_id",
    "ox_remark", "ox_inventory_source", "ox_inventory", "ox_inventory_name",
  ]
  /// Without their rows a log's answer would be less than what was read of it.
  private static let ofLogs: Set = [
    "ox_generation", "ox_stack", "ox_cause", "ox_event", "ox_pack", "ox_minute", "ox_mark", "ox_gap",
  ]

  private let path: String
  private let exists: (String) -> Bool

  /// - Parameter exists: Whether a log still lies there.
  package init(path: String, exists: @escaping (String) -> Bool) {
    self.path = path
    self.exists = exists
  }

  /// - Parameter words: What another process that wants to write is told of this one.
  package func run(words: String) throws(StoreError) -> Outcome {
    guard IndexFile.exists(path) else { throw StoreError(.missing, path: path, "there is no index here") }
    let lock = try WriterLock(besides: path, words: words)
    defer { withExtendedLifetime(lock) {} }
    let draft = path + ".repaired"
    try Self.removeAll(draft)
    try IndexFile.create(draft, isShared: Self.isShared(path))
    IndexFile.giveToOwner(of: path, draft)
    return try StoreError.wrapping(path) {
      var outcome = Outcome(damaged: Self.damagedName(path))
      let new = try Connection.writer(draft)
      try new.write { try Schema.migrate($0, path: draft) }
      var hurt: Set<String> = []
      do {
        let old = try Connection.reader(path)
        try old.read { old in
          try new.write { new in
            try new.execute(sql: "PRAGMA defer_foreign_keys = ON")
            for table in Self.tables {
              var copy = TableCopy(table: table, old: old, new: new)
              try copy.run()
              outcome.rows += copy.rows
              outcome.losses += copy.losses
              if copy.losses > 0 { hurt.insert(table) }
            }
            try Self.mend(new)
            let unreadable = try PackWriter.removeUnreadable(in: new)
            outcome.losses += unreadable
            if unreadable > 0 { hurt.insert("ox_pack") }
          }
        }
      } catch let error as DatabaseError where error.resultCode != .SQLITE_FULL && error.resultCode != .SQLITE_IOERR {
        // Not even its tables can be told: the logs are all there is.
        outcome.losses += 1
        hurt = Self.ofLogs
      }
      if !hurt.isDisjoint(with: Self.ofLogs) { try new.write { try forgetLogs(&outcome, in: $0) } }
      try new.write { try PackWriter.fillSearch(in: $0) }
      try new.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
      try new.close()
      try put(draft, outcome.damaged)
      return outcome
    }
  }

  /// Rows whose log, stack or list was not found.
  private static func mend(_ database: Database) throws {
    try database.execute(
      sql: """
        UPDATE ox_event SET stack_id = NULL WHERE stack_id NOT IN (SELECT id FROM ox_stack);
        DELETE FROM ox_event WHERE generation_id NOT IN (SELECT id FROM ox_generation);
        DELETE FROM ox_minute WHERE generation_id NOT IN (SELECT id FROM ox_generation);
        DELETE FROM ox_mark WHERE generation_id NOT IN (SELECT id FROM ox_generation);
        DELETE FROM ox_gap WHERE generation_id NOT IN (SELECT id FROM ox_generation);
        DELETE FROM ox_inventory WHERE source_id NOT IN (SELECT id FROM ox_inventory_source);
        DELETE FROM ox_inventory_name WHERE source_id NOT IN (SELECT id FROM ox_inventory_source)
        """)
    try Revision.advance(in: database, changesEvents: true)
  }

  /// A log that still lies there is read again from its beginning; of one that is gone a gap tells that rows are missing.
  private func forgetLogs(_ outcome: inout Outcome, in database: Database) throws {
    for row in try Row.fetchAll(database, sql: "SELECT id, name FROM ox_generation ORDER BY id") {
      let (id, name): (Int64, String) = (row[0], row[1])
      guard exists(name) else {
        outcome.incomplete.append(name)
        try database.execute(
          sql: "INSERT OR REPLACE INTO ox_gap (generation_id, offset, byte_count, reason) VALUES (?, 0, NULL, ?)",
          arguments: [id, "rows of it may be missing: the index was damaged when the log was gone already"])
        continue
      }
      outcome.unread.append(name)
      for table in ["ox_event", "ox_minute", "ox_mark", "ox_gap"] {
        try database.execute(sql: "DELETE FROM \(table) WHERE generation_id = ?", arguments: [id])
      }
      try database.execute(sql: "DELETE FROM ox_generation WHERE id = ?", arguments: [id])
    }
  }

  // MARK: Files

  private func put(_ draft: String, _ damaged: String) throws {
    for ending in ["", "-wal", "-shm"] where IndexFile.exists(path + ending) {
      try FileManager.default.moveItem(atPath: path + ending, toPath: damaged + ending)
    }
    for ending in ["", "-wal", "-shm"] where IndexFile.exists(draft + ending) {
      try FileManager.default.moveItem(atPath: draft + ending, toPath: path + ending)
    }
  }

  private static func removeAll(_ path: String) throws(StoreError) {
    for ending in ["", "-wal", "-shm"] where IndexFile.exists(path + ending) {
      try StoreError.wrapping(path) { try FileManager.default.removeItem(atPath: path + ending) }
    }
  }

  private static func damagedName(_ path: String) -> String {
    var number = 1
    while IndexFile.exists("\(path).damaged-\(number)") { number += 1 }
    return "\(path).damaged-\(number)"
  }

  private static func isShared(_ path: String) -> Bool {
    let mode = try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    return (mode ?? 0) & 0o040 != 0
  }
}
