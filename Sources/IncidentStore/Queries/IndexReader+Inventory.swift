import GRDB
import LogPipeline

extension IndexReader {
  /// The lists that were imported.
  package func inventorySources() throws(StoreError) -> [InventorySource] {
    try StoreError.wrapping(path) {
      try database.read { database in
        try Row.fetchAll(
          database,
          sql: """
            SELECT s.kind, s.name, s.time_ms, (SELECT count(*) FROM ox_inventory i WHERE i.source_id = s.id) AS rows
            FROM ox_inventory_source s ORDER BY s.kind, s.name
            """
        ).compactMap { row in
          InventoryRow.Kind(rawValue: row["kind"]).map {
            InventorySource(
              kind: $0, name: row["name"], rows: row["rows"], time: (row["time_ms"] as Int64?).map(Instant.init))
          }
        }
      }
    }
  }

  /// All objects of a kind, in the order of their lists.
  package func inventory(_ kind: InventoryRow.Kind) throws(StoreError) -> [InventoryRow] {
    try rows(kind, "1 = 1", [])
  }

  private func rows(_ kind: InventoryRow.Kind, _ condition: String, _ arguments: StatementArguments)
    throws(StoreError) -> [InventoryRow]
  {
    try StoreError.wrapping(path) {
      try database.read { try InventoryRow.rows($0, kind, condition, arguments) }
    }
  }
}

extension InventoryRow {
  /// The condition's index comes first: by the few lists every row of them would be looked at.
  ///
  /// - Parameter condition: Of `ox_inventory i`.
  static func rows(
    _ database: Database, _ kind: InventoryRow.Kind, _ condition: String, _ arguments: StatementArguments
  ) throws -> [InventoryRow] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT i.*, s.time_ms FROM ox_inventory i CROSS JOIN ox_inventory_source s ON s.id = i.source_id
        WHERE s.kind = ? AND (\(condition)) ORDER BY s.name, i.line
        """)
    return try Row.fetchAll(statement, arguments: [kind.rawValue] + arguments).map { InventoryRow($0, kind) }
  }

  fileprivate init(_ row: Row, _ kind: Kind) {
    func text(_ column: String) -> RedactedText? {
      let value: String? = row[column]
      return value.map(RedactedText.init(rowText:))
    }
    self.init(line: row["line"], kind: kind)
    id = row["object_id"]
    name = text("name")
    owner = text("owner")
    contextID = row["context_id"]
    host = text("host")
    domain = text("domain")
    mailbox = text("mailbox")
    detail = text("detail")
    time = (row["time_ms"] as Int64?).map(Instant.init)
  }
}
