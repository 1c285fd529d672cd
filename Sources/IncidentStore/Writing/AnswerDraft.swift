import GRDB
import LogPipeline

/// The answer to all events of an index as they are at one moment, made beside its writer.
///
/// A connection of its own stays in the transaction in which it began, and derives into tables that only it sees; the writer goes on committing.
/// What it takes over in the end, by ``IndexWriter/publish(_:text:zones:)``, is what differs from the answer that was there.
package final class AnswerDraft: Sendable {
  let path: String
  let database: DatabaseQueue
  /// The commit whose events it sees, and the one that the answer of before was made of.
  let revision: Int64
  let derivedBefore: Int64

  /// What is derived as rows.
  private static let tables = [
    "ox_occurrence", "ox_failure", "ox_evidence", "ox_record", "ox_document", "ox_trend", "ox_span",
  ]

  /// What differs from the index, table by table.
  private static func changes(in database: Database) throws -> [TableChanges] {
    try tables.map { try TableChanges($0, in: database) } + [
      // Where they stand is judged when they are in the index. An id may go from one number to another.
      TableChanges("ox_incident", keys: ["number", "id"], but: ["state", "state_ms"], in: database),
      TableChanges("ox_id", in: database),
    ]
  }

  /// - Throws: ``StoreError``.
  init(path: String) throws(StoreError) {
    self.path = path
    database = try StoreError.wrapping(path) { try Connection.draft(path) }
    (revision, derivedBefore) = try StoreError.wrapping(path) { [database] in
      try database.inDatabase { database in
        try database.execute(sql: "BEGIN")
        return (try Self.meta("revision", database), try Self.meta("derived", database))
      }
    }
  }

  static func meta(_ key: String, _ database: Database) throws -> Int64 {
    try Int64.fetchOne(database, sql: "SELECT value FROM ox_meta WHERE key = ?", arguments: [key]) ?? 0
  }

  /// Ends what is being derived with an error. May be called from any thread.
  package func cancel() { database.interrupt() }

  /// Gives back the room of its tables; what was derived in them cannot be published any more. May be called from any thread.
  ///
  /// - Complexity: O(*n*) in that room: 0.4 s for a million events.
  package func close() { try? database.close() }

  /// Hands out all events of some sources, in any order.
  package func read(_ sources: [DatedSource], _ take: (Event, DatedSource) -> Void) throws(StoreError) {
    try StoreError.wrapping(path) { try database.inDatabase { try EventRows($0).all(of: sources, take) } }
  }

  /// Derives the answer. To be called once.
  ///
  /// - Throws: ``StoreError``, also where it was cancelled.
  /// - Complexity: O(*n* log *n*) in the number of events; they stay on the disk.
  package func derive(_ sources: [DatedSource], _ correlation: Correlation) throws(StoreError) -> DerivedAnswer {
    try StoreError.wrapping(path) {
      try database.inDatabase { database in
        for table in Self.tables + ["ox_incident", "ox_id"] { try Self.shadow(table, in: database) }
        try database.execute(sql: "INSERT INTO temp.ox_id SELECT * FROM main.ox_id")
        let ids = IncidentIDs(database: database)
        let anchors = try ids.anchors()
        let packer = ValuePacker()
        var writer = AnswerWriter(database: database, anchors: Set(anchors.values), packer: packer)
        let (incidents, balance) = try writer.derive(sources, correlation)
        try IncidentRow.insert(incidents, packer, in: database)
        try FailureRow.shorten(in: database)
        try TrendRows(database: database).sum()
        let holders = anchors.compactMapValues { writer.places.holder(of: $0) }
        try ids.save(incidents, firsts: writer.places.firsts, holders: holders)
        for changes in try Self.changes(in: database) { try changes.find() }
        return DerivedAnswer(
          draft: self, incidents: incidents, balance: balance, hosts: try Self.hosts(database),
          escalations: try OutboxRows.escalations(in: database), unheard: try OutboxRows.unheard(in: database))
      }
    }
  }

  /// From now on the table's name is that of an empty one in this connection.
  private static func shadow(_ table: String, in database: Database) throws {
    let sql = try String.fetchOne(
      database, sql: "SELECT sql FROM main.sqlite_schema WHERE type = 'table' AND name = ?", arguments: [table])
    let prefix = "CREATE TABLE "
    guard let sql, sql.hasPrefix(prefix) else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
    try database.execute(sql: "CREATE TEMP TABLE " + sql.dropFirst(prefix.count))
  }

  /// On which hosts each incident failed.
  private static func hosts(_ database: Database) throws -> [Int: [String]] {
    let rows = try Row.fetchCursor(database, sql: "SELECT DISTINCT incident, host FROM temp.ox_failure")
    var hosts: [Int: [String]] = [:]
    while let row = try rows.next() { hosts[row[0], default: []].append(row[1]) }
    return hosts
  }

  /// Brings another connection's tables to what was derived.
  func write(to target: Database) throws {
    try database.inDatabase { database in
      try AnswerWriter.writeTimes(from: database, to: target)
      for changes in try Self.changes(in: database) { try changes.write(to: target) }
    }
  }
}

/// What was derived, of which the rows wait in a draft.
package struct DerivedAnswer: Sendable {
  let draft: AnswerDraft
  /// As the events tell them, without their occurrences.
  package let incidents: [Incident]
  let balance: Balance
  let hosts: [Int: [String]]
  let escalations: [OutboxRows.Escalation]
  let unheard: [Int64]
}
