import GRDB
import LogPipeline

extension IndexReader {
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
          guard let event = Event(rowText: row["body"]) else {
            self.rows.sayDamaged()
            return nil
          }
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
