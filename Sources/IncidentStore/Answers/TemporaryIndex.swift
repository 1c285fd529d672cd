import GRDB
import LogPipeline

/// What a scan of very many failures puts aside: the tables of an index in a file without a name, which only this process can open and
/// which is gone with it, however that ends. SQLite makes it with mode 0600 where `TMPDIR` says.
///
/// What is in it is redacted like everything that is kept; nothing in it is searched, so that the search's tables stay empty.
package final class TemporaryIndex {
  private static let path = "the temporary index"
  private let database: DatabaseQueue

  package init() throws(StoreError) {
    database = try StoreError.wrapping(Self.path) { try Connection.temporary() }
    try StoreError.wrapping(Self.path) { try database.write { try Schema.migrate($0, path: Self.path) } }
  }

  /// - Parameter generation: What tells the source from others.
  package func add(_ events: ArraySlice<Event>, generation: Int64) throws(StoreError) {
    guard !events.isEmpty else { return }
    try StoreError.wrapping(Self.path) {
      try database.write { database in
        var writer = EventWriter(isKept: false)
        for event in events { try writer.insert(event, of: generation, in: database) }
        try writer.finish(in: database)
      }
    }
  }

  /// Reads all events of some sources, in any order.
  package func read(_ sources: [DatedSource], _ take: (Event, DatedSource) -> Void) throws(StoreError) {
    try StoreError.wrapping(Self.path) { try database.read { try EventRows($0).all(of: sources, take) } }
  }

  /// The answer to all events of some sources.
  package func answer(_ sources: [DatedSource], _ correlation: Correlation) throws(StoreError) -> Answer {
    var (incidents, balance) = try StoreError.wrapping(Self.path) {
      try database.write { database in
        for source in sources { try EventRows.insert(source, in: database) }
        var writer = AnswerWriter(database: database)
        return try writer.derive(sources, correlation)
      }
    }
    HeapMemory.giveBack()
    let rows = AnswerRows(path: Self.path, database, isBrief: true)
    for index in incidents.indices { rows.fill(&incidents[index]) }
    return Answer(
      incidents: incidents, balance: balance, suspected: try rows.records(.suspected),
      otherClients: try rows.records(.otherClients),
      rows: rows)
  }

  package struct Answer {
    package var incidents: [Incident]
    package var balance: Balance
    package var suspected: Listing<Evidence>
    package var otherClients: Listing<Evidence>
    package var rows: AnswerRows
  }
}
