import GRDB
import LogPipeline

extension IndexReader {
  /// More around one record is no context any more.
  package static let contextMax = 1000

  /// The records before and after one in the order of time, of both sides and all hosts, and that one.
  package func context(of event: DatedEvent, before: Int, after: Int) throws(StoreError) -> [DatedEvent] {
    let place: StatementArguments = [event.time.ms, event.row]
    let earlier = try context(
      "(e.time_ms, e.id) < (?, ?) ORDER BY e.time_ms DESC, e.id DESC", place, limit: before)
    let later = try context("(e.time_ms, e.id) > (?, ?) ORDER BY e.time_ms, e.id", place, limit: after)
    return earlier.reversed() + [event] + later
  }

  /// The records of both sides and all hosts within a time around one.
  package func context(of event: DatedEvent, withinMs ms: Int64) throws(StoreError) -> [DatedEvent] {
    try context(
      "e.time_ms BETWEEN ? AND ? ORDER BY e.time_ms, e.id", [event.time.ms - ms, event.time.ms + ms],
      limit: Self.contextMax)
  }

  private func context(_ condition: String, _ arguments: StatementArguments, limit: Int) throws(StoreError)
    -> [DatedEvent]
  {
    guard limit > 0 else { return [] }
    return try StoreError.wrapping(path) {
      try database.read { database in
        let ids = try Int64.fetchAll(
          database.cachedStatement(sql: "SELECT e.id FROM ox_event e WHERE \(condition) LIMIT ?"),
          arguments: arguments + [min(limit, Self.contextMax)])
        let events = EventRows(database)
        return try ids.compactMap { try events.event($0) }
      }
    }
  }
}
