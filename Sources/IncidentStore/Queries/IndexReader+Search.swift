import GRDB
import LogPipeline

extension IndexReader {
  /// Hands over the records that may be what a query asks for, with their words, in the order of time. Whoever asks looks again with
  /// ``admits(_:_:text:cause:)``: what rows tell is less than what the records do.
  ///
  /// - Parameters:
  ///   - newestFirst: Whether the order is turned round, mostly to show some of the newest.
  ///   - body: Returns whether it wants more.
  /// - Complexity: That of what is found, where a word of three ASCII characters or a subject's name is asked for that few records have; else
  ///   O(*n*) in the events of the stretch of time, of which the first are handed over at once.
  package func events(
    _ query: Query, newestFirst: Bool, _ body: (DatedEvent, _ text: String) throws -> Bool
  ) throws(StoreError) {
    try StoreError.wrapping(path) {
      try database.read { database in
        let question = EventSQL(query, try listed(query, database))
        let condition = try question.condition(database, isCut: newestFirst)
        let order = newestFirst ? "DESC" : "ASC"
        let columns = "\(EventRows.datedColumns), e.names"
        // In the order of time hundreds of logs take turns.
        let packed = EventRows(database, packs: PackReader(bytesMax: PackReader.wholesaleBytesMax))
        let machine = "CROSS JOIN ox_generation g ON g.id = e.generation_id"
        // Of rows that are found by a sieve the ids are sorted, not the texts.
        let sql =
          condition.isSieved
          ? """
          SELECT \(columns) FROM (SELECT e.id FROM ox_event e \(machine) WHERE \(condition.sql)
            ORDER BY +e.time_ms \(order), e.id \(order) LIMIT -1) o
          CROSS JOIN ox_event e ON e.id = o.id \(machine)
          """
          : "SELECT \(columns) FROM ox_event e \(machine) WHERE \(condition.sql) ORDER BY e.time_ms \(order), e.id \(order)"
        let events = try Row.fetchCursor(database, sql: sql, arguments: condition.arguments)
        while let row = try events.next() {
          guard let words = try packed.words(of: row["id"]) else {
            self.rows.sayDamaged()
            continue
          }
          guard question.admits(words, names: row["names"]) else { continue }
          guard let dated = EventRows.dated(row, words) else {
            self.rows.sayDamaged()
            continue
          }
          if try !body(dated, words.string) { return }
        }
      }
    }
  }
}
