import Foundation
import GRDB
import LogPipeline

/// How messages fare, for whoever only looks.
package struct DeliveryFigures: Sendable {
  package var waiting = 0
  /// Of those that wait, how many were tried in vain.
  package var failing = 0
  /// In the last 30 days.
  package var givenUp = 0
  /// The newest that was given up: for whom it was, when, and what the last attempt ended with.
  package var last: (receiver: String, time: Instant, error: String?)?

  /// - Returns: `nil` where no message was ever made. The file is left as it is.
  package init?(besides index: String) throws(StoreError) {
    let path = DeliveryFile.path(besides: index)
    guard IndexFile.exists(path) else { return nil }
    var configuration = Configuration()
    configuration.label = "oxtail.deliveries.reader"
    configuration.readonly = true
    configuration.busyMode = .timeout(5)
    let database = try StoreError.wrapping(path) { try DatabaseQueue(path: path, configuration: configuration) }
    self = try StoreError.wrapping(path) { try database.read { try Self.init(rows: $0) } }
  }

  private init(rows database: Database) throws {
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT coalesce(sum(state = 'waiting'), 0), coalesce(sum(state = 'waiting' AND attempts > 0), 0),
          coalesce(sum(state = 'given up'), 0) FROM delivery
        """)
    if let row { (waiting, failing, givenUp) = (row[0], row[1], row[2]) }
    last = try Row.fetchOne(
      database,
      sql:
        "SELECT receiver, state_ms, error FROM delivery WHERE state = 'given up' ORDER BY state_ms DESC, id DESC LIMIT 1"
    ).map { ($0[0] as String, Instant(ms: $0[1] as Int64), $0[2] as String?) }
  }
}
