import GRDB
import LogPipeline

extension IndexReader {
  /// PHP cuts what it shows of an argument after so many characters, and puts dots behind it.
  package static let cutNameCount = 15

  /// Records of which the fields or the text name `subject` as a word of its own, in whatever case, or its beginning as PHP cuts it, and
  /// those of the failures that they belong to: the other side seldom names it. In the order of time.
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
            SELECT e.id, e.body, e.text, s.text AS stack, coalesce(e.time_ms, 0) AS ms, g.host, g.name FROM ox_event e
            JOIN ox_generation g ON g.id = e.generation_id LEFT JOIN ox_stack s ON s.id = e.stack_id
            WHERE instr(lower(e.text), lower(?1)) > 0 OR instr(lower(e.body), lower(?1)) > 0
              OR (?2 IS NOT NULL AND (instr(lower(e.text), ?2) > 0 OR instr(lower(s.text), ?2) > 0)) ORDER BY ms, e.id
            """, arguments: [subject, Self.cut(subject)])
        return rows.compactMap { row in
          guard let event = Event(rowText: row["body"]) else {
            self.rows.sayDamaged()
            return nil
          }
          let isField = event.fields.values.contains { $0.string.lowercased() == subject.lowercased() }
          guard isField || Self.stands(subject, in: row["text"]) || Self.isCut(subject, in: row) else { return nil }
          return DatedEvent(
            event: event, time: Instant(ms: row["ms"]), host: row["host"], file: row["name"], row: row["id"])
        }
      }
    }
  }

  /// The beginning of a name as PHP cuts it; `nil` for what it shows whole.
  private static func cut(_ subject: String) -> String? {
    subject.count > cutNameCount ? subject.prefix(cutNameCount).lowercased() + "..." : nil
  }

  private static func isCut(_ subject: String, in row: Row) -> Bool {
    guard let beginning = cut(subject) else { return false }
    let texts = [row["text"] as String?, row["stack"] as String?].compactMap { $0 }
    return texts.contains { $0.lowercased().contains("'" + beginning) }
  }

  /// Of some records those that name no more of a subject than PHP's beginning of it.
  package func cutNames(of subject: String, in events: [DatedEvent]) throws(StoreError) -> Set<Int64> {
    guard Self.cut(subject) != nil else { return [] }
    let rows = events.map(\.row).filter { $0 > 0 }.map(String.init).joined(separator: ",")
    return try StoreError.wrapping(path) {
      try database.read { database in
        let rows = try Row.fetchAll(
          database,
          sql: """
            SELECT e.id, e.text, s.text AS stack FROM ox_event e LEFT JOIN ox_stack s ON s.id = e.stack_id
            WHERE e.id IN (\(rows)) AND instr(lower(e.text), lower(?1)) = 0 AND instr(lower(e.body), lower(?1)) = 0
            """, arguments: [subject])
        return Set(rows.filter { Self.isCut(subject, in: $0) }.map { $0["id"] })
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
