import GRDB
import LogPipeline

extension IndexReader {
  /// PHP cuts what it shows of an argument after so many characters, and puts dots behind it.
  package static let cutNameCount = 15

  /// Records of which the fields or the text name `subject` as a word of its own, in whatever case, or its beginning as PHP cuts it, and
  /// those of the failures that they belong to: the other side seldom names it. In the order of time.
  ///
  /// - Complexity: That of what is found, where the subject has a run of ASCII letters and digits; else O(*n*) in the number of events.
  package func events(about subject: String) throws(StoreError) -> [DatedEvent] { try trace(subject).events }

  /// The same, with what became of the failures that these records show.
  package func trace(_ subject: String) throws(StoreError) -> SubjectTrace {
    var (named, rows) = try eventsNaming(subject)
    var known = Set(named.map(DatedEvent.Place.init))
    let listed = try eventsListed(as: subject).filter { known.insert(DatedEvent.Place($0)).inserted }
    named += listed
    rows += listed.map(\.row)
    let others = try self.rows.occurrences(of: rows).flatMap { $0.evidence.map(\.event) }
    let added = others.filter { known.insert(DatedEvent.Place($0)).inserted }
    let events = (named + added).sorted {
      ($0.time, $0.file, $0.event.position.offset) < ($1.time, $1.file, $1.event.position.offset)
    }
    return SubjectTrace(events: events, outcomes: try outcomes(of: rows))
  }

  /// Whether a word is what records or imported lists call a subject, or an exceptionId: not any word that stands somewhere.
  ///
  /// - Complexity: Looks through few packs, whatever they hold; nothing is looked for where the word has no letters and digits.
  package func isSubject(_ word: String) throws(StoreError) -> Bool {
    guard let known = TextSieve.word(of: word) else { return false }
    let isNamed = try StoreError.wrapping(path) {
      try database.read { database in
        let question = EventSQL.any([word].compactMap(TextSieve.words))
        let packs = try PackWalk.packs([("ox_event_word", question)], max: .max, in: database) ?? []
        let packed = EventRows(database)
        let (walk, words) = (PackWalk(rows: packed, sayDamaged: rows.sayDamaged), WordSet([known]))
        return try packs.sorted(by: >).prefix(Self.subjectPacksMax).contains { pack in
          try walk.ids(in: [pack], admits: words.admits).contains { id in
            try packed.event(id).map { Self.isSubject(word, of: $0.event) } ?? false
          }
        }
      }
    }
    if isNamed { return true }
    return try !eventsListed(as: word).isEmpty
  }

  /// What is a subject's name is that wherever it stands, mostly.
  private static let subjectPacksMax = 32

  private static func isSubject(_ word: String, of event: Event) -> Bool {
    let names = SubjectNames(event.fields)
    let keys: [Query.Key] = [.domain, .mailbox, .context, .subscription, .subadmin]
    return (event.exceptionIDs + keys.flatMap { names[$0] }).contains { $0.lowercased() == word.lowercased() }
  }

  /// The incidents in whose failures the records of some rows stand, the oldest first.
  private func outcomes(of rows: [Int64]) throws(StoreError) -> [SubjectTrace.Outcome] {
    return try StoreError.wrapping(path) {
      try database.read { database in
        try Row.fetchAll(
          database,
          sql: """
            SELECT \(IncidentSummary.joinedColumns), i.operation, i.recovered_ms, count(*) AS n FROM (
              SELECT DISTINCT incident, place FROM ox_evidence WHERE event_id IN (SELECT value FROM json_each(?))) v
            CROSS JOIN ox_incident i ON i.number = v.incident GROUP BY v.incident ORDER BY i.last_ms, i.id
            """, arguments: [Self.list(rows)]
        ).map { row in
          SubjectTrace.Outcome(
            incident: try IncidentSummary(row: row, path: path), operation: row["operation"], failures: row["n"],
            recoveredAt: (row["recovered_ms"] as Int64?).map(Instant.init))
        }
      }
    }
  }

  /// - Returns: The records, and the rows of those that name more of it than a beginning.
  private func eventsNaming(_ subject: String) throws(StoreError) -> (events: [DatedEvent], rows: [Int64]) {
    try StoreError.wrapping(path) {
      try database.read { database in
        let packed = EventRows(database)
        let ids = try self.rows(naming: subject, packed).map(Self.list)
        let rows = try Row.fetchCursor(
          database,
          sql: """
            SELECT \(EventRows.datedColumns), s.text AS stack FROM ox_event e
            JOIN ox_generation g ON g.id = e.generation_id LEFT JOIN ox_stack s ON s.id = e.stack_id
            \(ids == nil ? "" : "WHERE e.id IN (SELECT value FROM json_each(?))") ORDER BY ms, e.id
            """, arguments: ids.map { [$0] } ?? [])
        var whole: [Int64] = []
        let lowercased = Self.lowercased(subject, like: subject)
        var events: [DatedEvent] = []
        while let row = try rows.next() {
          guard let words = try packed.words(of: row["id"]) else {
            self.rows.sayDamaged()
            continue
          }
          let (text, stack): (String, String?) = (words.string, row["stack"])
          // Values of fields stand in one of them.
          let mayName = [text, words.namesString].contains {
            Self.lowercased($0, like: subject).contains(lowercased)
          }
          guard mayName || Self.isCut(subject, in: [text, stack]) else { continue }
          guard let dated = EventRows.dated(row, words) else {
            self.rows.sayDamaged()
            continue
          }
          let isField = dated.event.fields.values.contains { $0.string.lowercased() == subject.lowercased() }
          if isField || Self.stands(subject, in: text) {
            whole.append(row["id"])
          } else if !Self.isCut(subject, in: [text, stack]) {
            continue
          }
          events.append(dated)
        }
        return (events, whole)
      }
    }
  }

  /// The records of which imported lists say that they concern a subject: these may name its context's number, and lists its domain.
  private func eventsListed(as subject: String) throws(StoreError) -> [DatedEvent] {
    let name = Glob(subject)
    guard name.isLiteral else { return [] }
    return try StoreError.wrapping(path) {
      try database.read { database in
        guard try !names.kinds(database).isEmpty else { return [] }
        let search = ListedSearch(database: database)
        let leading = try ListedSearch.keys.flatMap { try search.identifiers($0, name).all }
        let names = Set(leading).sorted().filter { TextSieve.words(of: $0) != nil }
        var found: [DatedEvent] = []
        let packed = EventRows(database)
        for start in stride(from: 0, to: names.count, by: EventSQL.namesMax) {
          let ids = try self.rows(
            naming: Array(names[start..<min(start + EventSQL.namesMax, names.count)]), packed)
          let rows = try Row.fetchCursor(
            database,
            sql: """
              SELECT \(EventRows.datedColumns) FROM ox_event e
              JOIN ox_generation g ON g.id = e.generation_id WHERE e.id IN (SELECT value FROM json_each(?))
              """, arguments: [Self.list(ids)])
          while let row = try rows.next() {
            guard let words = try packed.words(of: row["id"]), let dated = EventRows.dated(row, words) else {
              self.rows.sayDamaged()
              continue
            }
            let names = try self.names(of: dated)
            if ListedSearch.keys.contains(where: { names[$0].contains(where: name.fits) }) { found.append(dated) }
          }
        }
        return found
      }
    }
  }

  /// What may name a subject, or its beginning; `nil` where nothing sieves it.
  private func rows(naming subject: String, _ packed: EventRows) throws -> [Int64]? {
    guard TextSieve.words(of: subject) != nil else { return nil }
    let beginning = Self.cut(subject).flatMap { TextSieve.words(of: $0) == nil ? nil : $0 }
    return try rows(naming: [subject] + [beginning].compactMap { $0 }, packed)
  }

  /// The rows of records that may have one of some names, each of which has a word.
  private func rows(naming names: [String], _ packed: EventRows) throws -> [Int64] {
    let question = EventSQL.any(names.compactMap(TextSieve.words))
    let packs = try PackWalk.packs([("ox_event_word", question)], max: .max, in: packed.database) ?? []
    let words = WordSet(names.compactMap(TextSieve.word))
    return try PackWalk(rows: packed, sayDamaged: rows.sayDamaged).ids(in: packs, admits: words.admits)
  }

  /// For `json_each`.
  private static func list(_ ids: [Int64]) -> String { "[\(ids.map(String.init).joined(separator: ","))]" }

  /// The beginning of a name as PHP cuts it; `nil` for what it shows whole.
  static func cut(_ subject: String) -> String? {
    subject.count > cutNameCount ? subject.prefix(cutNameCount).lowercased() + "..." : nil
  }

  private static func isCut(_ subject: String, in texts: [String?]) -> Bool {
    guard let beginning = cut(subject) else { return false }
    return texts.contains { $0?.lowercased().contains("'" + beginning) == true }
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
            SELECT e.id, s.text AS stack FROM ox_event e LEFT JOIN ox_stack s ON s.id = e.stack_id WHERE e.id IN (\(rows))
            """)
        let packed = EventRows(database)
        let name = Self.lowercased(subject, like: subject)
        let cut = try rows.filter { row in
          guard let words = try packed.words(of: row["id"]) else { return false }
          let isNamed = [words.string, words.namesString].contains {
            Self.lowercased($0, like: subject).contains(name)
          }
          return !isNamed && Self.isCut(subject, in: [words.string, row["stack"]])
        }
        return Set(cut.map { $0["id"] })
      }
    }
  }

  /// Other scripts' letters have cases too; only who asks for one pays for that.
  private static func lowercased(_ text: String, like subject: String) -> String {
    subject.utf8.allSatisfy { $0 < 0x80 } ? text.asciiLowercased : text.lowercased()
  }

  static func stands(_ subject: String, in text: String) -> Bool {
    let (text, subject) = (text.lowercased(), subject.lowercased())
    func isWord(_ character: Character?) -> Bool { character.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false }
    return text.ranges(of: subject).contains { range in
      let before = range.lowerBound > text.startIndex ? text[text.index(before: range.lowerBound)] : nil
      let after = range.upperBound < text.endIndex ? text[range.upperBound] : nil
      return !isWord(before) && !isWord(after)
    }
  }
}
