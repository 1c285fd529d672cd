import Foundation
import GRDB
import LogPipeline

/// Messages that were made and what became of them, in a file beside the index: whoever delivers may use the network and write nothing else,
/// and never has to wait for the index's one writer.
///
/// It has a rollback journal, with which several processes may write in turn.
package final class DeliveryFile {
  private let path: String
  private let database: DatabaseQueue
  /// What was sent is remembered so long, and what was given up.
  private static let rememberedMs: Int64 = 30 * 86_400_000
  private static let applicationID = 0x4F58_4456

  /// - Parameter index: The index to which it belongs.
  package static func path(besides index: String) -> String { index + ".deliveries" }

  /// - Throws: ``StoreError`` where it can be neither opened nor made.
  package init(besides index: String) throws(StoreError) {
    let path = Self.path(besides: index)
    self.path = path
    try IndexFile.create(path, isShared: false)
    IndexFile.giveToOwner(of: index, path)
    var configuration = Configuration()
    configuration.label = "oxtail.deliveries"
    configuration.busyMode = .timeout(5)
    database = try StoreError.wrapping(path) { try DatabaseQueue(path: path, configuration: configuration) }
    try StoreError.wrapping(path) { try database.write(Self.migrate) }
  }

  private static func migrate(_ database: Database) throws {
    guard try Int.fetchOne(database, sql: "PRAGMA user_version") == 0 else { return }
    try database.execute(
      sql: """
        CREATE TABLE delivery (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          key TEXT NOT NULL, receiver TEXT NOT NULL, title TEXT NOT NULL, content BLOB,
          made_ms INTEGER NOT NULL, due_ms INTEGER NOT NULL, attempts INTEGER NOT NULL, error TEXT,
          state TEXT NOT NULL, state_ms INTEGER NOT NULL, UNIQUE (key, receiver)
        );
        CREATE TABLE rule (name TEXT PRIMARY KEY, news INTEGER NOT NULL, sent_ms INTEGER) WITHOUT ROWID;
        PRAGMA application_id = \(applicationID); PRAGMA user_version = 1
        """)
  }

  /// Takes the right to send; it ends with what is returned.
  ///
  /// - Returns: `nil` where another process sends.
  package func turn() throws(StoreError) -> AnyObject? {
    do {
      return try WriterLock(besides: path, words: "oxtail (process \(getpid()))")
    } catch  where error.code == .busy {
      return nil
    }
  }

  // MARK: Making

  package func progress(of rule: String) throws(StoreError) -> RuleProgress? {
    try StoreError.wrapping(path) {
      try database.read { database in
        try Row.fetchOne(database, sql: "SELECT news, sent_ms FROM rule WHERE name = ?", arguments: [rule]).map {
          RuleProgress(news: $0[0], sent: ($0[1] as Int64?).map(Instant.init))
        }
      }
    }
  }

  /// Keeps messages and how far their rule has come with them, in one transaction: a crash neither loses nor doubles them.
  package func add(_ deliveries: [Delivery], rule: (name: String, progress: RuleProgress)? = nil) throws(StoreError) {
    try StoreError.wrapping(path) {
      try database.write { database in
        for delivery in deliveries { try Self.insert(delivery, in: database) }
        guard let rule else { return }
        try database.execute(
          sql: "INSERT OR REPLACE INTO rule (name, news, sent_ms) VALUES (?, ?, ?)",
          arguments: [rule.name, rule.progress.news, rule.progress.sent?.ms])
      }
    }
  }

  /// One that was sent already is sent once more: somebody asks for it again.
  private static func insert(_ delivery: Delivery, in database: Database) throws {
    try database.execute(
      sql: """
        INSERT OR REPLACE INTO delivery (key, receiver, title, content, made_ms, due_ms, attempts, state, state_ms)
        VALUES (?, ?, ?, ?, ?, ?, 0, 'waiting', ?)
        """,
      arguments: [
        delivery.key, delivery.receiver, delivery.title, Data(delivery.content), delivery.made.ms, delivery.due.ms,
        delivery.made.ms,
      ])
  }

  // MARK: Sending

  /// Messages that wait, the oldest first.
  ///
  /// - Parameter due: Only those whose time has come by then.
  package func waiting(due: Instant? = nil) throws(StoreError) -> [Delivery] {
    try StoreError.wrapping(path) {
      try database.read { database in
        try Row.fetchAll(
          database, sql: "SELECT * FROM delivery WHERE state = 'waiting' AND due_ms <= ? ORDER BY id",
          arguments: [due?.ms ?? .max]
        ).map(Delivery.init)
      }
    }
  }

  /// How many messages were given up and are still remembered.
  package func givenUp() throws(StoreError) -> Int {
    try StoreError.wrapping(path) {
      try database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM delivery WHERE state = 'given up'") ?? 0 }
    }
  }

  /// Keeps that a message arrived, and forgets its content.
  package func keepSent(_ delivery: Delivery, at now: Instant) throws(StoreError) {
    try finish(delivery, "sent", attempts: delivery.attempts + 1, error: nil, now)
  }

  /// Keeps that an attempt failed.
  ///
  /// - Returns: When it is tried again; `nil` where it is given up.
  package func keepFailed(_ delivery: Delivery, _ error: String, at now: Instant) throws(StoreError) -> Instant? {
    guard let due = delivery.nextAttempt(after: now) else {
      try finish(delivery, "given up", attempts: delivery.attempts + 1, error: error, now)
      return nil
    }
    try StoreError.wrapping(path) {
      try database.write { database in
        try database.execute(
          sql: "UPDATE delivery SET due_ms = ?, attempts = ?, error = ?, state_ms = ? WHERE key = ? AND receiver = ?",
          arguments: [due.ms, delivery.attempts + 1, error, now.ms, delivery.key, delivery.receiver])
      }
    }
    return due
  }

  private func finish(_ delivery: Delivery, _ state: String, attempts: Int, error: String?, _ now: Instant)
    throws(StoreError)
  {
    try StoreError.wrapping(path) {
      try database.write { database in
        try database.execute(
          sql: """
            UPDATE delivery SET state = ?, attempts = ?, error = ?, state_ms = ?, content = NULL WHERE key = ? AND receiver = ?
            """, arguments: [state, attempts, error, now.ms, delivery.key, delivery.receiver])
        try database.execute(
          sql: "DELETE FROM delivery WHERE state <> 'waiting' AND state_ms < ?", arguments: [now.ms - Self.rememberedMs]
        )
      }
    }
  }
}

extension Delivery {
  fileprivate init(row: Row) {
    self.init(
      key: row["key"], receiver: row["receiver"], title: row["title"],
      content: Array(row["content"] as Data? ?? Data()),
      made: Instant(ms: row["made_ms"]))
    due = Instant(ms: row["due_ms"])
    attempts = row["attempts"]
    error = row["error"]
  }
}
