import GRDB

extension Statement {
  /// Runs it with all columns of a row for arguments. `Row.databaseValues` has the runtime look a key path up each time, which takes
  /// longer than the row.
  func execute(copying row: Row) throws {
    try execute(arguments: StatementArguments((0..<row.count).map { row[$0] as DatabaseValue }))
  }
}
