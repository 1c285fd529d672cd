extension Schema {
  /// Lists of objects that somebody imported. Deriving never touches them.
  static let inventory = """
    -- See InventorySource and InventoryRow.
    CREATE TABLE ox_inventory_source (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, time_ms INTEGER, UNIQUE (kind, name));
    CREATE TABLE ox_inventory (
      source_id INTEGER NOT NULL REFERENCES ox_inventory_source (id) ON DELETE CASCADE,
      line INTEGER NOT NULL,
      object_id INTEGER,
      name TEXT,
      owner TEXT,
      context_id INTEGER,
      host TEXT,
      domain TEXT,
      mailbox TEXT,
      detail TEXT,
      PRIMARY KEY (source_id, line)
    ) WITHOUT ROWID;
    -- What leads to a row: InventoryRow.leadingNames.
    CREATE TABLE ox_inventory_name (
      name TEXT NOT NULL,
      source_id INTEGER NOT NULL REFERENCES ox_inventory_source (id) ON DELETE CASCADE,
      line INTEGER NOT NULL,
      PRIMARY KEY (name, source_id, line)
    ) WITHOUT ROWID;
    CREATE INDEX ox_inventory_by_id ON ox_inventory (object_id);
    CREATE INDEX ox_inventory_by_name ON ox_inventory (name);
    CREATE INDEX ox_inventory_by_context ON ox_inventory (context_id);
    CREATE VIEW inventory AS
      SELECT s.kind, s.name AS list, s.time_ms, i.line, i.object_id, i.name, i.owner, i.context_id, i.host, i.domain, i.mailbox, i.detail
      FROM ox_inventory i JOIN ox_inventory_source s ON s.id = i.source_id;
    """
}
