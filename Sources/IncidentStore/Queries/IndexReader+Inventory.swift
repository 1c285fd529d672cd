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
            SELECT s.kind, s.name, (SELECT count(*) FROM ox_inventory i WHERE i.source_id = s.id) AS rows
            FROM ox_inventory_source s ORDER BY s.kind, s.name
            """
        ).compactMap { row in
          InventoryRow.Kind(rawValue: row["kind"]).map {
            InventorySource(kind: $0, name: row["name"], rows: row["rows"])
          }
        }
      }
    }
  }

  /// All objects of a kind, in the order of their lists.
  package func inventory(_ kind: InventoryRow.Kind) throws(StoreError) -> [InventoryRow] {
    try rows(kind, "1 = 1", [])
  }

  /// The contexts with this id or this name.
  package func inventoryContexts(id: Int?, name: String?) throws(StoreError) -> [InventoryRow] {
    try rows(.contexts, "i.object_id = ? OR i.name = ?", [id, name])
  }

  /// The contexts in whose login mappings the text stands somewhere.
  ///
  /// - Complexity: O(*n*) in the number of contexts.
  package func inventoryContexts(mapping text: String) throws(StoreError) -> [InventoryRow] {
    try rows(.contexts, "instr(lower(i.detail), lower(?)) > 0", [text])
  }

  /// What Plesk has for these domains.
  package func inventoryPlesk(domains: [String]) throws(StoreError) -> [InventoryRow] {
    let places = domains.map { _ in "?" }.joined(separator: ", ")
    return try rows(.plesk, "lower(i.domain) IN (\(places))", StatementArguments(domains))
  }

  private func rows(_ kind: InventoryRow.Kind, _ condition: String, _ arguments: StatementArguments)
    throws(StoreError) -> [InventoryRow]
  {
    try StoreError.wrapping(path) {
      try database.read { database in
        try Row.fetchAll(
          database,
          sql: """
            SELECT i.* FROM ox_inventory i JOIN ox_inventory_source s ON s.id = i.source_id
            WHERE s.kind = ? AND (\(condition)) ORDER BY s.name, i.line
            """, arguments: [kind.rawValue] + arguments
        ).map { InventoryRow($0, kind) }
      }
    }
  }
}

extension InventoryRow {
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
  }
}
