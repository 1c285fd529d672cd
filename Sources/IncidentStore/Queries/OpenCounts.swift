import GRDB
import LogPipeline

/// How many incidents somebody has to do something about.
package struct OpenCounts: Equatable, Sendable {
  package var all = 0
  package var new = 0
  package var regressed = 0
  /// Those that everybody meets.
  package var everyone = 0

  package init(all: Int = 0, new: Int = 0, regressed: Int = 0, everyone: Int = 0) {
    (self.all, self.new, self.regressed, self.everyone) = (all, new, regressed, everyone)
  }
}

extension IndexReader {
  package func openCounts(_ query: Query) throws(StoreError) -> OpenCounts {
    let condition = try sql(query).incidents
    return try StoreError.wrapping(path) {
      try database.read { database in
        let row = try Row.fetchOne(
          database,
          sql: """
            SELECT count(*), coalesce(sum(i.state = 'new'), 0), coalesce(sum(i.state = 'regressed'), 0),
              coalesce(sum(i.affects = 'everyone'), 0) FROM ox_incident i
            WHERE i.state IN ('new', 'open', 'regressed') AND \(condition.sql)
            """, arguments: condition.arguments)
        return OpenCounts(all: row?[0] ?? 0, new: row?[1] ?? 0, regressed: row?[2] ?? 0, everyone: row?[3] ?? 0)
      }
    }
  }

  /// The time of the newest record of all logs.
  package func newestRecord() throws(StoreError) -> Instant? {
    try StoreError.wrapping(path) {
      try database.read { try Int64.fetchOne($0, sql: "SELECT max(last_ms) FROM ox_generation") }
    }.map(Instant.init)
  }
}
