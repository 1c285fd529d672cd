import GRDB
import LogPipeline

extension IndexReader {
  /// Hands over the records that may be what a query asks for, with their words, in the order of time. Whoever asks looks again with
  /// ``Query/admits(_:text:cause:)``: what rows tell is less than what the records do.
  ///
  /// - Parameter body: Returns whether it wants more.
  /// - Complexity: O(*n*) in the events of the stretch of time: words may stand anywhere in a text.
  package func events(
    _ query: Query, newestFirst: Bool, _ body: (DatedEvent, _ text: String) throws -> Bool
  ) throws(StoreError) {
    var parts = ["1"]
    var arguments: StatementArguments = []
    if let since = query.since {
      parts.append("e.time_ms >= ?")
      arguments += [since.ms]
    }
    if let until = query.until {
      parts.append("e.time_ms < ?")
      arguments += [until.ms]
    }
    for word in query.words {
      let pattern = QuerySQL.pattern(Glob("*\(word.text)*"))
      parts.append("(e.text LIKE ? ESCAPE '\\' OR e.body LIKE ? ESCAPE '\\')")
      arguments += [pattern, pattern]
    }
    try StoreError.wrapping(path) {
      try database.read { database in
        let order = newestFirst ? "DESC" : "ASC"
        let events = try Row.fetchCursor(
          database,
          sql: """
            SELECT e.id, e.body, e.text, coalesce(e.time_ms, 0) AS ms, g.host, g.name FROM ox_event e
            JOIN ox_generation g ON g.id = e.generation_id WHERE \(parts.joined(separator: " AND "))
            ORDER BY e.time_ms \(order), e.id \(order)
            """, arguments: arguments)
        while let row = try events.next() {
          guard let event = Event(rowText: row["body"]) else {
            self.rows.sayDamaged()
            continue
          }
          let dated = DatedEvent(
            event: event, time: Instant(ms: row["ms"]), host: row["host"], file: row["name"], row: row["id"])
          if try !body(dated, row["text"]) { return }
        }
      }
    }
  }
}
