import GRDB
import LogPipeline

extension IndexReader {
  /// What SQLite finds wrong in the file; empty where it is whole.
  ///
  /// - Complexity: O(*n*) in the size of the file; what rows and indexes say of each other is not compared.
  package func quickCheck() throws(StoreError) -> [String] {
    try StoreError.wrapping(path) {
      try database.read { database in
        try String.fetchAll(database, sql: "PRAGMA quick_check(10)").filter { $0 != "ok" }
      }
    }
  }

  /// Stretches of logs that were seen and could not be kept, and how many bytes they have, where that is known.
  package func gaps() throws(StoreError) -> (count: Int, byteCount: Int) {
    try StoreError.wrapping(path) {
      try database.read { database in
        let row = try Row.fetchOne(database, sql: "SELECT count(*), coalesce(sum(byte_count), 0) FROM ox_gap")
        return (row?[0] ?? 0, row?[1] ?? 0)
      }
    }
  }

  /// How many failures were understood, and how many records nobody understands that may be failures.
  package func recognition() throws(StoreError) -> (failures: Int, suspected: Int) {
    let failures = try counts().failures
    return try StoreError.wrapping(path) {
      try database.read { database in
        let suspected = try Int.fetchOne(
          database, sql: "SELECT count(*) FROM ox_record WHERE list = ?",
          arguments: [CorrelationAction.List.suspected.rawValue])
        return (failures, suspected ?? 0)
      }
    }
  }
}
