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
        // In the order of time hundreds of logs take turns.
        let packed = EventRows(database, packs: PackReader(bytesMax: PackReader.wholesaleBytesMax))
        let condition = question.condition
        let select = """
          SELECT \(EventRows.datedColumns) FROM ox_event e CROSS JOIN ox_generation g ON g.id = e.generation_id
          WHERE \(condition.sql)
          """
        func take(_ row: Row, _ words: EventWords) throws -> Bool {
          guard let dated = EventRows.dated(row, words) else {
            self.rows.sayDamaged()
            return true
          }
          return try body(dated, words.string)
        }
        if let packs = try question.packs(database, isCut: newestFirst) {
          let one = try database.cachedStatement(sql: "\(select) AND e.id = ?")
          let end = newestFirst ? query.since : query.until
          try PackWalk(rows: packed, sayDamaged: rows.sayDamaged).run(
            packs, newestFirst: newestFirst, until: end?.ms, admits: question.admits
          ) { id in
            guard let row = try Row.fetchOne(one, arguments: condition.arguments + [id]) else { return true }
            guard let words = try packed.words(of: id) else {
              self.rows.sayDamaged()
              return true
            }
            return try take(row, words)
          }
          return
        }
        let order = newestFirst ? "DESC" : "ASC"
        let events = try Row.fetchCursor(
          database, sql: "\(select) ORDER BY e.time_ms \(order), e.id \(order)", arguments: condition.arguments)
        while let row = try events.next() {
          guard let words = try packed.words(of: row["id"]) else {
            self.rows.sayDamaged()
            continue
          }
          guard question.admits(words) else { continue }
          if try !take(row, words) { return }
        }
      }
    }
  }
}
