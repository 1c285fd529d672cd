import GRDB
import LogPipeline

/// Says of incidents where they stand, by what was derived and by what people said.
struct Standings {
  let database: Database
  /// On which hosts each incident failed, where that is known already.
  var hosts: [Int: [String]]?

  /// - Parameter ids: Those of which something was said; all by default.
  func judge(_ ids: [String]? = nil) throws {
    let ends = try logEnds()
    let remarks = try RemarkRows.byIncident(database)
    let proof = try InventoryProof(database, NameBook())
    let update = try database.cachedStatement(sql: "UPDATE ox_incident SET state = ?, state_ms = ? WHERE number = ?")
    let row = try database.cachedStatement(
      sql: """
        SELECT number, id, state, state_ms, first_ms, last_ms, recovered_ms, regressed_ms, EXISTS (
          SELECT 1 FROM ox_incident o WHERE o.fingerprint = i.fingerprint AND o.first_ms < i.first_ms) FROM ox_incident i
        """)
    var states = WordTable<Incident.State>()
    var changed: [(number: Int, standing: Standing)] = []
    try row.forEachRow {
      if let ids, !ids.contains(row.string(1)) { return }
      let number = Int(row.integer(0))
      var facts = StandingFacts(firstSeen: Instant(ms: row.integer(4)), lastSeen: Instant(ms: row.integer(5)))
      facts.recoveredAt = row.optionalInteger(6).map(Instant.init)
      facts.regressedAt = row.optionalInteger(7).map(Instant.init)
      facts.hasTwin = row.integer(8) != 0
      if facts.recoveredAt == nil { facts.listedAt = try listedAt(number, facts.lastSeen, proof) }
      facts.logsEnd = try logsEnd(of: number, ends)
      facts.remarks = remarks[number] ?? []
      let standing = try facts.standing { try hasEnded($0, of: number, ends.values.max()) }
      let state = unsafe states.value(row.text(2)) { Incident.State(rawValue: $0) }
      guard standing.state != state || standing.since?.ms != row.optionalInteger(3) else { return }
      changed.append((number, standing))
    }
    for (number, standing) in changed {
      try update.execute(arguments: [standing.state.rawValue, standing.since?.ms, number])
    }
  }

  /// The last record of each host.
  private func logEnds() throws -> [String: Int64] {
    let rows = try Row.fetchAll(
      database, sql: "SELECT host, max(last_ms) FROM ox_generation WHERE last_ms IS NOT NULL GROUP BY host")
    return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
  }

  private func logsEnd(of incident: Int, _ ends: [String: Int64]) throws -> Instant? {
    var first: Int64?
    for host in try hosts(of: incident) {
      guard let end = ends[host] else { return nil }
      first = min(first ?? end, end)
    }
    return first.map(Instant.init)
  }

  /// When lists show that what failed was done after all, for each of an incident's subjects; `nil` where they do not for one of them.
  private func listedAt(_ incident: Int, _ last: Instant, _ proof: InventoryProof) throws -> Instant? {
    guard let newest = proof.newest, newest > last else { return nil }
    let failures = try database.cachedStatement(
      sql: """
        SELECT f.host, \(FailureRow.operation) AS operation, max(f.time_ms) AS last, \(SubjectNames.columns)
        FROM ox_failure f JOIN ox_incident i ON i.number = f.incident WHERE f.incident = ?
        GROUP BY f.host, f.other_operation, \(SubjectNames.columns)
        """)
    let rows = try Row.fetchCursor(failures, arguments: [incident])
    var shown: Instant?
    while let row = try rows.next() {
      let time = try proof.time(
        row["operation"], SubjectNames(row: row), on: row["host"], failedAt: Instant(ms: row["last"]))
      guard let time else { return nil }
      shown = max(shown ?? time, time)
    }
    return shown
  }

  private func hosts(of incident: Int) throws -> [String] {
    if let hosts { return hosts[incident] ?? [] }
    let statement = try database.cachedStatement(sql: "SELECT DISTINCT host FROM ox_failure WHERE incident = ?")
    return try String.fetchAll(statement, arguments: [incident])
  }

  // MARK: Mutings

  private func hasEnded(_ mute: Remark, of incident: Int, _ newest: Int64?) throws -> Bool {
    switch mute.muteEnd {
    case nil: return false
    case .time(let end): return newest.map { $0 >= end.ms } ?? false
    case .failures(let count):
      let after = try Int.fetchOne(
        database, sql: "SELECT count(*) FROM ox_failure WHERE incident = ? AND time_ms > ?",
        arguments: [incident, mute.time.ms])
      return after ?? 0 >= count
    case .escalating:
      let before = try worstDay(of: incident, from: mute.time, isAfter: false)
      return try worstDay(of: incident, from: mute.time, isAfter: true) > before
    }
  }

  /// The most failures in one of the days that are counted from a moment.
  private func worstDay(of incident: Int, from time: Instant, isAfter: Bool) throws -> Int {
    try Int.fetchOne(
      database,
      sql: """
        SELECT max(n) FROM (SELECT count(*) AS n FROM ox_failure WHERE incident = ?1 AND (time_ms > ?2) = ?3
          GROUP BY (time_ms - ?2 - (time_ms <= ?2) * 86400000) / 86400000)
        """, arguments: [incident, time.ms, isAfter]) ?? 0
  }
}
