import GRDB

/// How a table of a connection's own differs from the index's table of the same name and columns.
struct TableChanges {
  private let table: String
  private let columns: [String]
  private let primary: [String]
  /// By what a row is the same one.
  private let keys: [String]
  private let ignored: Set<String>
  private let database: Database

  /// - Parameters:
  ///   - keys: By what a row is the same one: its primary key, and whatever else must not be there twice.
  ///   - ignored: Columns whose values stay as they are in rows that are there.
  init(_ table: String, keys: [String]? = nil, but ignored: Set<String> = [], in database: Database) throws {
    self.table = table
    self.ignored = ignored
    self.database = database
    columns = try database.columns(in: table).map(\.name)
    primary = try database.primaryKey(table).columns
    self.keys = keys ?? primary
  }

  private var sameKey: String { keys.map { "old.\($0) = new.\($0)" }.joined(separator: " AND ") }

  /// Looks for rows that are gone, and for those that are new or other ones: their keys become tables.
  func find() throws {
    let same = columns.filter { !ignored.contains($0) }.map { "old.\($0) IS new.\($0)" }.joined(separator: " AND ")
    func list(_ name: String) -> String { keys.map { "\(name).\($0)" }.joined(separator: ", ") }
    try database.execute(
      sql: """
        CREATE TEMP TABLE \(table)_gone AS SELECT \(list("old")) FROM main.\(table) old
          WHERE NOT EXISTS (SELECT 1 FROM temp.\(table) new WHERE \(sameKey));
        CREATE TEMP TABLE \(table)_new AS SELECT \(list("new")) FROM temp.\(table) new
          WHERE NOT EXISTS (SELECT 1 FROM main.\(table) old WHERE \(sameKey) AND \(same))
        """)
  }

  /// Does to another connection's table what was found.
  func write(to target: Database) throws {
    let remove = try target.makeStatement(
      sql: "DELETE FROM \(table) WHERE \(keys.map { "\($0) = ?" }.joined(separator: " AND "))")
    try BareStatement(remove).execute(copying: "SELECT * FROM temp.\(table)_gone", in: database)
    // What is another one stays where it lies.
    let changed = columns.filter { !keys.contains($0) && !ignored.contains($0) }.map { "\($0) = excluded.\($0)" }
      .joined(separator: ", ")
    let insert = try target.makeStatement(
      sql: """
        INSERT INTO \(table) VALUES (\(databaseQuestionMarks(count: columns.count)))
        ON CONFLICT (\(primary.joined(separator: ", "))) DO \(changed.isEmpty ? "NOTHING" : "UPDATE SET \(changed)")
        """)
    try BareStatement(insert).execute(
      copying: "SELECT new.* FROM temp.\(table)_new old CROSS JOIN temp.\(table) new ON \(sameKey)", in: database)
  }
}
