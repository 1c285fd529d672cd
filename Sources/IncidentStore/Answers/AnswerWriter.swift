import Foundation
import GRDB
import LogPipeline

/// Derives the answer from events that are rows, and writes it as rows: neither is ever in memory as a whole.
struct AnswerWriter {
  let database: Database
  /// Where the occurrences' records stand, when all are written.
  private(set) var places: OccurrencePlaces

  /// Where the answer will be asked of many times, so that what makes that quick is worth its rows, and space the time.
  private let packer: ValuePacker?
  private var isKept: Bool { packer != nil }

  /// - Parameters:
  ///   - anchors: Rows of events of which it is asked in which incident they stand.
  ///   - packer: `nil` where the answer is gone in a moment.
  init(database: Database, anchors: Set<Int64> = [], packer: ValuePacker? = nil) {
    self.database = database
    self.packer = packer
    places = OccurrencePlaces(anchors: anchors)
  }

  /// Replaces whatever was derived before.
  ///
  /// - Parameter sources: Those whose events count.
  /// - Returns: The incidents in the order of their first records, without their occurrences, and whether all records are somewhere.
  /// - Complexity: O(*n* log *n*) in the number of events; SQLite sorts them in a file of its own.
  mutating func derive(_ sources: [DatedSource], _ correlation: Correlation) throws -> (
    incidents: [Incident], balance: Balance
  ) {
    try database.execute(
      sql: """
        DELETE FROM ox_occurrence; DELETE FROM ox_failure; DELETE FROM ox_record; DELETE FROM ox_evidence;
        -- Occurrences, one behind the other as they are decided: in the order of incidents, writing them takes several times as long. What a
        -- record says may have a NUL in it, where text would end.
        CREATE TEMP TABLE ox_decided (incident INTEGER NOT NULL, place INTEGER NOT NULL, body BLOB NOT NULL)
        """)
    let ranked = sources.sorted(by: DatedSource.precedes)
    // Read several times: a small index's packs are unpacked once. A scan is to take no more memory for more records.
    let bytesMax = isKept ? PackReader.wholesaleBytesMax : PackReader.bytesMax(logs: sources.count)
    let rows = EventRows(database, packs: try PackReader.wholesale(database, bytesMax: bytesMax))
    try order(ranked, rows)
    let byRank = Dictionary(uniqueKeysWithValues: ranked.enumerated().map { ($0, $1) })
    let few = try fewEvents(byRank, rows)
    var correlation = correlation
    var survey = ClockSurvey()
    if let few {
      for event in few where event.event.side != .apache { survey.accept(event) }
    } else {
      try read(byRank.filter { $1.side != .apache }, rows) { survey.accept($0) }
    }
    correlation.know(survey.finish())
    let writer = self
    var found = places
    if let few {
      for event in few { try writer.write(correlation.accept(event), &found) }
    } else {
      try read(byRank, rows) { try writer.write(correlation.accept($0), &found) }
    }
    try write(correlation.finish(), &found)
    places = found
    try move(places.homes)
    try writeChunks()
    try database.execute(sql: "DROP TABLE temp.ox_decided; DELETE FROM temp.ox_order")
    return (correlation.incidents, correlation.balance)
  }

  /// Of an index, as many are read once for both passes over them: some 9 MB.
  private static let fewEventsMax = 4096

  /// All events in their order, where they are few.
  private func fewEvents(_ ranked: [Int: DatedSource], _ rows: EventRows) throws -> [DatedEvent]? {
    let count = try Int.fetchOne(database, sql: "SELECT count(*) FROM temp.ox_order") ?? 0
    guard isKept, count <= Self.fewEventsMax else { return nil }
    var events: [DatedEvent] = []
    events.reserveCapacity(count)
    try read(ranked, rows) { events.append($0) }
    return events
  }

  /// Reads events in their order.
  ///
  /// - Parameters:
  ///   - ranked: The sources whose events are wanted, by rank.
  ///   - rows: Where what only whole events tell is read.
  private func read(_ ranked: [Int: DatedSource], _ rows: EventRows, _ take: (DatedEvent) throws -> Void) throws {
    let events = try Row.fetchCursor(
      database, sql: "SELECT time_ms, rank, event_id FROM temp.ox_order ORDER BY time_ms, rank, offset, event_id")
    while let row = try events.next() {
      guard let source = ranked[row[1]] else { continue }
      let id: Int64 = row[2]
      var event = try rows.whole(id)
      event.position.source = Int(source.generation)
      try take(
        DatedEvent(
          event: event, time: Instant(ms: row[0]), host: source.host, file: source.file, row: id,
          isHourUnknown: source.clock.isAmbiguous(event)))
    }
  }

  /// Puts the events into the order of their times, as the clocks are known now, and keeps the times of those that were written when
  /// less was known of their clock: see ``writeTimes(from:to:)``.
  ///
  /// - Parameters:
  ///   - sources: In the order of their ranks.
  ///   - rows: Where what dates an event is read.
  private func order(_ sources: [DatedSource], _ rows: EventRows) throws {
    try database.execute(
      sql: """
        CREATE TEMP TABLE IF NOT EXISTS ox_order (
          time_ms INTEGER NOT NULL, rank INTEGER NOT NULL, offset INTEGER NOT NULL, event_id INTEGER NOT NULL,
          PRIMARY KEY (time_ms, rank, offset, event_id)
        ) WITHOUT ROWID;
        DELETE FROM temp.ox_order;
        CREATE TEMP TABLE IF NOT EXISTS ox_time (event_id INTEGER PRIMARY KEY, time_ms INTEGER NOT NULL);
        DELETE FROM temp.ox_time
        """)
    let ranked = Dictionary(
      uniqueKeysWithValues: sources.enumerated().map { rank, source in
        (source.generation, (rank: rank, clock: source.clock, first: source.first?.ms ?? 0))
      })
    let insert = BareStatement(
      try database.makeStatement(
        sql: "INSERT INTO temp.ox_order (time_ms, rank, offset, event_id) VALUES (?, ?, ?, ?)"))
    let events = try Row.fetchCursor(
      database, sql: "SELECT id, generation_id, offset, time_ms FROM ox_event ORDER BY id")
    let redate = try database.makeStatement(sql: "INSERT INTO temp.ox_time (time_ms, event_id) VALUES (?, ?)")
    while let row = try events.next() {
      guard let source = ranked[row[1]] else { continue }
      let head = try rows.head(row[0])
      let civil = head.civil
      let time =
        civil.map { source.clock.instant(of: $0, requestStart: head.requestStart, at: row[2]).ms } ?? source.first
      try insert.execute(numbers: [time, Int64(source.rank), row[2], row[0]])
      let written = row[3] as Int64?
      if written != time, written != nil || civil == nil { try redate.execute(arguments: [time, row[0] as Int64]) }
    }
  }

  /// Dates rows anew. Those that gave way to others meanwhile are not there any more.
  static func writeTimes(from database: Database, to target: Database) throws {
    let redate = try target.cachedStatement(sql: "UPDATE ox_event SET time_ms = ? WHERE id = ?")
    try BareStatement(redate).execute(copying: "SELECT time_ms, event_id FROM temp.ox_time", in: database)
  }

  /// Joins what turned out to be one incident, all at once: by incident nothing is found quickly.
  private func move(_ homes: [Int: Int]) throws {
    guard !homes.isEmpty else { return }
    try database.execute(sql: "CREATE TEMP TABLE ox_home (incident INTEGER PRIMARY KEY, home INTEGER NOT NULL)")
    let insert = try database.makeStatement(sql: "INSERT INTO temp.ox_home VALUES (?, ?)")
    for incident in homes.keys {
      var home = incident
      while let next = homes[home] { home = next }
      try insert.execute(arguments: [incident, home])
    }
    for table in ["ox_decided", "ox_failure"] + (isKept ? ["ox_evidence"] : []) {
      try database.execute(
        sql: "UPDATE \(table) SET incident = h.home FROM temp.ox_home h WHERE h.incident = \(table).incident")
    }
    try database.execute(sql: "DROP TABLE temp.ox_home")
  }

  /// Puts occurrences together, now that it is known whose they are.
  private func writeChunks() throws {
    var chunks = ChunkWriter(.occurrences, packer, in: database)
    let rows = try Row.fetchCursor(
      database, sql: "SELECT incident, place, body FROM temp.ox_decided ORDER BY incident, place")
    while let row = try rows.next() {
      try chunks.add(String(decoding: row[2] as Data, as: UTF8.self), of: row[0], place: row[1])
    }
    try chunks.finish()
  }

  private func write(_ actions: [CorrelationAction], _ places: inout OccurrencePlaces) throws {
    guard !actions.isEmpty else { return }
    let records = try database.cachedStatement(sql: "INSERT INTO ox_record (list, place, body) VALUES (?, ?, ?)")
    let decided = try database.cachedStatement(
      sql: "INSERT INTO temp.ox_decided (incident, place, body) VALUES (?, ?, ?)")
    for action in actions {
      switch action {
      case .occurrence(let occurrence, let incident, let order):
        try decided.execute(arguments: [incident, order, Data(occurrence.rowText.utf8)])
        try FailureRow.insert(occurrence, of: incident, place: order, in: database)
        if isKept { try FailureRow.insertEvidence(occurrence, of: incident, place: order, in: database) }
        places.add(occurrence, incident, order)
      case .move(let incident, let home):
        places.move(incident, to: home)
      case .record(let evidence, let list, let order):
        try records.execute(arguments: [list.rawValue, order, evidence.rowText])
      }
    }
  }
}

/// In which incidents records stand: what ids are made of, and what they are found by again.
struct OccurrencePlaces {
  struct First {
    fileprivate var order: Int
    var generation: Int64
    var offset: Int
  }

  private let anchors: Set<Int64>
  private var holders: [Int64: Int] = [:]
  /// Incidents that turned out to be part of others.
  private(set) var homes: [Int: Int] = [:]
  /// Where the first record of each incident stands, by the incident's number.
  private(set) var firsts: [Int: First] = [:]

  init(anchors: Set<Int64>) { self.anchors = anchors }

  /// The number of the incident in which an anchor stands.
  func holder(of row: Int64) -> Int? {
    var number = holders[row]
    while let home = number.flatMap({ homes[$0] }) { number = home }
    return number
  }

  mutating func move(_ incident: Int, to home: Int) {
    homes[incident] = home
    guard let first = firsts.removeValue(forKey: incident), first.order < firsts[home]?.order ?? .max else { return }
    firsts[home] = first
  }

  mutating func add(_ occurrence: Occurrence, _ incident: Int, _ order: Int) {
    if let first = occurrence.evidence.first?.event, order <= firsts[incident]?.order ?? .max {
      firsts[incident] = First(
        order: order, generation: Int64(first.event.position.source), offset: first.event.position.offset)
    }
    guard !anchors.isEmpty else { return }
    for evidence in occurrence.evidence where anchors.contains(evidence.event.row) {
      holders[evidence.event.row] = holders[evidence.event.row] ?? incident
    }
  }
}
