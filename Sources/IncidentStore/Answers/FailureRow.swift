import GRDB
import LogPipeline

/// What is asked for of an occurrence, as a row.
enum FailureRow {
  static func insert(_ occurrence: Occurrence, of incident: Int, place: Int, in database: Database) throws {
    let columns = try database.cachedStatement(
      sql: """
        INSERT INTO ox_failure (incident, place, time_ms, other_cause, other_operation, host, partner_host, partner, sides,
          domain, mailbox, context_name, context_id, subscription, subadmin, address)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    let names = SubjectNames(occurrence.fields)
    try columns.execute(arguments: [
      incident, place, occurrence.time.ms, occurrence.cause, occurrence.operation ?? "", occurrence.host,
      occurrence.evidence.first { $0.event.host != occurrence.host }?.event.host, occurrence.partner?.number,
      sides(occurrence), names.domain, names.mailbox, names.contextName, names.contextID, names.subscription,
      names.subadmin, names.address,
    ])
  }

  /// Where the occurrence's records are found again.
  static func insertEvidence(_ occurrence: Occurrence, of incident: Int, place: Int, in database: Database) throws {
    let evidence = BareStatement(
      try database.cachedStatement(
        sql: "INSERT OR IGNORE INTO ox_evidence (event_id, incident, place) VALUES (?, ?, ?)"))
    for record in occurrence.evidence {
      try evidence.execute(numbers: [record.event.row, Int64(incident), Int64(place)])
    }
  }

  /// Of the failures of `ox_incident`, which are all there: says cause and operation only where the incident's are others.
  static func shorten(in database: Database) throws {
    try database.execute(
      sql: """
        UPDATE ox_failure SET other_cause = nullif(other_cause, i.cause), other_operation = nullif(other_operation, coalesce(i.operation, ''))
        FROM ox_incident i WHERE i.number = ox_failure.incident
        """)
  }

  /// A failure's own, of `ox_failure f` and `ox_incident i`.
  static let cause = "coalesce(f.other_cause, i.cause)"
  static let operation = "nullif(coalesce(f.other_operation, i.operation), '')"

  private static func sides(_ occurrence: Occurrence) -> Int {
    occurrence.evidence.reduce(0) { $0 | bit(of: $1.event.event.side) }
  }

  /// What stands for a side in the column `sides`.
  static func bit(of side: Side) -> Int {
    switch side {
    case .plesk: 1
    case .openXchange: 2
    case .apache: 4
    }
  }
}

extension Occurrence.Partner {
  /// In the order of what stands for them in rows: new ones come last.
  static let inRows: [Occurrence.Partner] = [.found, .missing, .notExpected, .notCovered]

  /// What stands for it in rows.
  fileprivate var number: Int { Self.inRows.firstIndex(of: self) ?? 0 }
}
