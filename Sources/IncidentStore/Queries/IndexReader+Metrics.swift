import GRDB
import LogPipeline

extension IndexReader {
  /// How many incidents stand where and are whose, in the order of their names.
  package func counts(of query: Query) throws(StoreError) -> [(labels: [(String, String)], value: Int)] {
    let condition = try sql(query).incidents
    return try StoreError.wrapping(path) {
      try database.read { database in
        try Row.fetchAll(
          database,
          sql: """
            SELECT i.state, i.owner, count(*) FROM ox_incident i WHERE \(condition.sql) GROUP BY 1, 2 ORDER BY 1, 2
            """, arguments: condition.arguments
        ).map { row in
          (labels: [("state", row[0] as String), ("owner", row[1] as String)], value: row[2] as Int)
        }
      }
    }
  }

  /// Grows with every record that is added; 0 where there is none.
  package func newestEvent() throws(StoreError) -> Int64 {
    try StoreError.wrapping(path) {
      try database.read { try Int64.fetchOne($0, sql: "SELECT max(id) FROM ox_event") ?? 0 }
    }
  }
}
