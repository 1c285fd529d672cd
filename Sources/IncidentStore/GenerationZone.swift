import GRDB
import LogPipeline

/// What an answer tells of the clock of a generation whose records do not tell it themselves, and what follows for its ends.
///
/// Marks and counts of minutes stay as the log's own clock reads: a log is at most as far from UTC as ``ZoneEstimate/minutes``.
package struct GenerationZone: Equatable, Sendable {
  /// The row of the generation.
  package var generation: Int64
  /// How many records it had then: of one that has grown meanwhile its own commits know better.
  package var records: Int
  /// `nil` where failures on both sides do not tell it either.
  package var estimate: ZoneEstimate?
  package var firstMs: Int64?
  package var lastMs: Int64?

  package init(generation: Int64, records: Int, estimate: ZoneEstimate?, firstMs: Int64?, lastMs: Int64?) {
    self.generation = generation
    self.records = records
    self.estimate = estimate
    self.firstMs = firstMs
    self.lastMs = lastMs
  }
}

extension [GenerationZone] {
  /// Brings rows to what the answer in the same transaction says.
  func write(to database: Database) throws {
    let known = compactMap { zone in zone.estimate.map { ("\(zone.generation)", $0) } }
    try database.execute(
      sql: "REPLACE INTO ox_meta (key, value) VALUES ('zones', ?)",
      arguments: [try JSONText.encoded(Dictionary(uniqueKeysWithValues: known))])
    let ends = try database.cachedStatement(
      sql: """
        UPDATE ox_generation SET first_ms = ?, last_ms = ?
        WHERE id = ? AND records = ? AND (first_ms IS NOT ?1 OR last_ms IS NOT ?2)
        """)
    for zone in self { try ends.execute(arguments: [zone.firstMs, zone.lastMs, zone.generation, zone.records]) }
  }

  /// What the newest answer says of clocks, by generations.
  static func estimates(_ database: Database) throws -> [Int64: ZoneEstimate] {
    guard let text = try String.fetchOne(database, sql: "SELECT value FROM ox_meta WHERE key = 'zones'") else {
      return [:]
    }
    let estimates = try JSONText.decoded([String: ZoneEstimate].self, text)
    return Dictionary(uniqueKeysWithValues: estimates.compactMap { id, estimate in Int64(id).map { ($0, estimate) } })
  }
}
