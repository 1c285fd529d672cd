import GRDB
import LogPipeline

extension IndexWriter {
  /// All events as they are now, to derive the answer from.
  package func draft() throws(StoreError) -> AnswerDraft { try AnswerDraft(path: path) }

  /// Replaces the answer by what was derived, in one transaction, whatever was committed since its draft began: the index says which events it
  /// is made of. What people said of incidents, and the ids under which they were shown, stay. What became of incidents goes into the outbox with it.
  ///
  /// - Parameters:
  ///   - text: Whatever belongs to the whole, such as what was read; opaque here.
  ///   - zones: Of all generations whose records do not tell their clock.
  package func publish(_ answer: DerivedAnswer, text: String, zones: [GenerationZone]) throws(StoreError) {
    try StoreError.wrapping(path) {
      try database.inDatabase { try Connection.setCache(.publishing, in: $0) }
      defer { try? database.inDatabase { try Connection.setCache(.usual, in: $0) } }
      try database.write { database in
        guard try AnswerDraft.meta("derived", database) == answer.draft.derivedBefore else {
          throw StoreError(.busy, path: path, "has another answer than when this one was begun: derive again")
        }
        try answer.draft.write(to: database)
        try zones.write(to: database)
        try database.execute(
          sql: "REPLACE INTO ox_meta (key, value) VALUES ('balance', ?)",
          arguments: [try JSONText.encoded(answer.balance)])
        try Self.finish(text, of: answer.draft.revision, in: database)
        try Standings(database: database, hosts: answer.hosts).judge()
        try OutboxRows(database: database, escalations: answer.escalations, unheard: answer.unheard).note()
      }
    }
  }

  /// Replaces the answer, but for occurrences and records.
  package func replace(_ incidents: [Incident], answer: String) throws(StoreError) {
    try StoreError.wrapping(path) {
      try database.write { database in
        try database.execute(sql: "DELETE FROM ox_incident; DELETE FROM ox_document")
        try IncidentRow.insert(incidents, packer, in: database)
        try IncidentIDs(database: database).save(incidents, firsts: [:], holders: [:])
        try TrendRows(database: database).sum()
        try Self.finish(answer, of: AnswerDraft.meta("revision", database), in: database)
        try Standings(database: database).judge()
        try OutboxRows(database: database).note()
      }
    }
  }

  private static func finish(_ text: String, of revision: Int64, in database: Database) throws {
    try database.execute(sql: "UPDATE ox_meta SET value = ? WHERE key = 'answer'", arguments: [text])
    try database.execute(sql: "UPDATE ox_meta SET value = ? WHERE key = 'derived'", arguments: [revision])
  }
}
