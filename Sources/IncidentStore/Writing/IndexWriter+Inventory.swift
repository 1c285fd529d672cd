import GRDB

extension IndexWriter {
  /// Puts a list in the place of the one with the same kind and name, and says anew where incidents stand, in one transaction.
  package func replace(_ rows: [InventoryRow], of source: InventorySource) throws(StoreError) {
    try StoreError.wrapping(path) {
      try database.write { database in
        try database.execute(
          sql: "DELETE FROM ox_inventory_source WHERE kind = ? AND name = ?",
          arguments: [source.kind.rawValue, source.name])
        try database.execute(
          sql: "INSERT INTO ox_inventory_source (kind, name, time_ms) VALUES (?, ?, ?)",
          arguments: [source.kind.rawValue, source.name, source.time?.ms])
        let id = database.lastInsertedRowID
        let statement = try database.cachedStatement(
          sql: """
            INSERT INTO ox_inventory (source_id, line, object_id, name, owner, context_id, host, domain, mailbox, detail)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        let leading = try database.cachedStatement(
          sql: "INSERT INTO ox_inventory_name (name, source_id, line) VALUES (?, ?, ?)")
        for row in rows {
          try statement.execute(arguments: [
            id, row.line, row.id, row.name?.string, row.owner?.string, row.contextID, row.host?.string,
            row.domain?.string, row.mailbox?.string, row.detail?.string,
          ])
          for name in row.leadingNames { try leading.execute(arguments: [name, id, row.line]) }
        }
        try Standings(database: database).judge()
        try OutboxRows(database: database).note()
      }
    }
  }
}
