import GRDB
import LogPipeline

/// Answers from an index, read-only; any number of them may run beside the writer.
package final class IndexReader {
  package let path: String
  private let database: DatabaseQueue
  /// Occurrences and records, read as they are asked for.
  package let rows: AnswerRows

  /// - Throws: ``StoreError`` `missing` where there is no index yet.
  package init(path: String) throws(StoreError) {
    self.path = path
    guard IndexFile.exists(path) else {
      throw StoreError(
        .missing, path: path, "there is no index yet: run 'oxtail index SOURCE…' first, or name another --db")
    }
    database = try StoreError.wrapping(path) { try Connection.reader(path) }
    rows = AnswerRows(path: path, database)
    try StoreError.wrapping(path) {
      try database.read { database in
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        guard application == Schema.applicationID, version == Schema.version else {
          throw StoreError(
            .unusable, path: path,
            version > Schema.version
              ? "was written by a newer oxtail: use that one"
              : "is no index of this version: run 'oxtail index' once, which brings it up to date")
        }
      }
    }
  }

  /// All incidents, the newest first.
  package func incidents() throws(StoreError) -> [Incident] {
    try rows.hold()
    return try StoreError.wrapping(path) {
      try database.read { database in
        try String.fetchAll(database, sql: "SELECT document FROM ox_incident ORDER BY last_ms DESC, id").map(incident)
      }
    }
  }

  /// Incidents whose id begins with `prefix`, in either case, with or without `OX-`.
  package func incidents(withID prefix: String) throws(StoreError) -> [Incident] {
    let bare = prefix.uppercased()
    let id = bare.hasPrefix("OX-") ? bare : "OX-" + bare
    try rows.hold()
    return try StoreError.wrapping(path) {
      try database.read { database in
        try String.fetchAll(
          database, sql: "SELECT document FROM ox_incident WHERE substr(id, 1, ?) = ? ORDER BY id",
          arguments: [id.count, id]
        ).map(incident)
      }
    }
  }

  private func incident(_ document: String) throws -> Incident {
    var incident = try JSONText.decoded(Incident.self, document)
    incident.occurrences = rows.occurrences(of: incident)
    return incident
  }

  /// What the writer left with ``IndexWriter/replace(_:answer:)``; `nil` before the first one.
  package func answer() throws(StoreError) -> String? {
    try StoreError.wrapping(path) {
      try database.read { try String.fetchOne($0, sql: "SELECT value FROM ox_meta WHERE key = 'answer'") }
    }
  }

  /// Whether the incidents are those of all events; `false` while a writer is between the two.
  package func isDerived() throws(StoreError) -> Bool {
    try StoreError.wrapping(path) {
      try database.read {
        try Int.fetchOne($0, sql: "SELECT count(DISTINCT value) FROM ox_meta WHERE key IN ('revision', 'derived')") == 1
      }
    }
  }

  /// Records of which the fields or the text name `subject` as a word of its own, in whatever case, in the order of time.
  ///
  /// - Complexity: O(*n*) in the number of events.
  package func events(about subject: String) throws(StoreError) -> [DatedEvent] {
    try StoreError.wrapping(path) {
      try database.read { database in
        let rows = try Row.fetchAll(
          database,
          sql: """
            SELECT e.body, e.text, coalesce(e.time_ms, 0) AS ms, g.host, g.name FROM ox_event e
            JOIN ox_generation g ON g.id = e.generation_id
            WHERE instr(lower(e.text), lower(?1)) > 0 OR instr(lower(e.body), lower(?1)) > 0 ORDER BY ms, e.id
            """, arguments: [subject])
        return rows.compactMap { row in
          guard let event = Event(rowText: row["body"]) else { return nil }
          let isField = event.fields.values.contains { $0.string.lowercased() == subject.lowercased() }
          guard isField || Self.stands(subject, in: row["text"]) else { return nil }
          return DatedEvent(event: event, time: Instant(ms: row["ms"]), host: row["host"], file: row["name"])
        }
      }
    }
  }

  private static func stands(_ subject: String, in text: String) -> Bool {
    let (text, subject) = (text.lowercased(), subject.lowercased())
    func isWord(_ character: Character?) -> Bool { character.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false }
    return text.ranges(of: subject).contains { range in
      let before = range.lowerBound > text.startIndex ? text[text.index(before: range.lowerBound)] : nil
      let after = range.upperBound < text.endIndex ? text[range.upperBound] : nil
      return !isWord(before) && !isWord(after)
    }
  }

  /// Every row of every table as text, for tests that compare two indexes.
  package func dump() throws -> [String] {
    try database.read { database in
      let tables = try String.fetchAll(
        database,
        sql: """
          SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'ox\\_%' ESCAPE '\\'
            AND name NOT LIKE 'ox\\_event\\_text%' ESCAPE '\\' AND name <> 'ox_meta' ORDER BY name
          """)
      return try tables.flatMap { table in
        try Row.fetchAll(database, sql: "SELECT * FROM \(table)").map { row in
          table + "|" + row.map { "\($0.1)" }.joined(separator: "|")
        }
      }
    }
  }
}
