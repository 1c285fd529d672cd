import GRDB
import LogPipeline

/// Answers from an index, read-only; any number of them may run beside the writer.
package final class IndexReader {
  package let path: String
  let database: DatabaseQueue
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

  /// Incidents as a list shows them, the newest first.
  ///
  /// - Parameter limit: The newest so many.
  package func list(limit: Int? = nil) throws(StoreError) -> [IncidentSummary] {
    try StoreError.wrapping(path) {
      try database.read { database in
        try Row.fetchAll(
          database, sql: "SELECT \(IncidentSummary.columns) FROM ox_incident ORDER BY last_ms DESC, id DESC LIMIT ?",
          arguments: [limit ?? -1]
        ).map { try IncidentSummary(row: $0, path: path) }
      }
    }
  }

  /// Whole incidents, the newest first.
  ///
  /// - Parameter limit: The newest so many.
  package func incidents(limit: Int? = nil) throws(StoreError) -> [Incident] {
    try rows.hold()
    return try StoreError.wrapping(path) {
      try database.read { database in
        try String.fetchAll(
          database, sql: "SELECT document FROM ox_incident ORDER BY last_ms DESC, id DESC LIMIT ?",
          arguments: [limit ?? -1]
        ).map(incident)
      }
    }
  }

  /// What somebody types for an id, in either case, with or without `OX-`, as ids are written.
  package static func id(_ typed: String) -> String {
    let bare = typed.uppercased()
    return bare.hasPrefix("OX-") ? bare : "OX-" + bare
  }

  /// The ids that begin with `id`.
  package func ids(from id: String) throws(StoreError) -> [String] {
    try StoreError.wrapping(path) {
      try database.read { database in
        try String.fetchAll(
          database, sql: "SELECT id FROM ox_incident WHERE substr(id, 1, ?) = ? ORDER BY id", arguments: [id.count, id])
      }
    }
  }

  /// The incident with this id, in full.
  package func incident(_ id: String) throws(StoreError) -> Incident? {
    try rows.hold()
    return try StoreError.wrapping(path) {
      try database.read { database in
        try String.fetchOne(database, sql: "SELECT document FROM ox_incident WHERE id = ?", arguments: [id])
          .map(incident)
      }
    }
  }

  /// How many incidents there are, and how many failures they are made of.
  package func counts() throws(StoreError) -> (incidents: Int, failures: Int) {
    try StoreError.wrapping(path) {
      try database.read { database in
        let row = try Row.fetchOne(database, sql: "SELECT count(*), coalesce(sum(failures), 0) FROM ox_incident")
        return (row?[0] ?? 0, row?[1] ?? 0)
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

  /// Records of which the fields or the text name `subject` as a word of its own, in whatever case, and those of the failures that
  /// they belong to: the other side seldom names it. In the order of time.
  ///
  /// - Complexity: O(*n*) in the number of events and incidents.
  package func events(about subject: String) throws(StoreError) -> [DatedEvent] {
    let named = try eventsNaming(subject)
    var known = Set(named.map(Place.init))
    var others: [DatedEvent] = []
    for occurrence in try rows.occurrences(naming: subject) {
      let isNamed = occurrence.fields.values.contains { $0.string.lowercased() == subject.lowercased() }
      guard isNamed || occurrence.evidence.contains(where: { known.contains(Place($0.event)) }) else { continue }
      others += occurrence.evidence.map(\.event)
    }
    let added = others.filter { known.insert(Place($0)).inserted }
    return (named + added).sorted {
      ($0.time, $0.file, $0.event.position.offset) < ($1.time, $1.file, $1.event.position.offset)
    }
  }

  /// What tells two records apart.
  private struct Place: Hashable {
    var file: String
    var offset: Int

    init(_ event: DatedEvent) {
      file = event.file
      offset = event.event.position.offset
    }
  }

  private func eventsNaming(_ subject: String) throws(StoreError) -> [DatedEvent] {
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
}
