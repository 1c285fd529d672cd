import GRDB
import LogPipeline
import TestSupport
import Testing

@testable import IncidentStore
@testable import OxtailService

/// What is summed when incidents are derived is what their failures say, whatever came before.
struct TrendTests {
  let database: TemporaryDirectory

  init() throws { database = try TemporaryDirectory() }

  private var path: String { database.path + "/oxtail.db" }

  private func index(_ paths: [String]) throws {
    let writer = try IndexWriter(path: path, words: "the test") { KeyedHash.repeatable($0) }
    _ = try Indexer(
      catalogue: Shipped.catalogue, options: ScanOptions(paths: paths), writer: writer, hash: .repeatable
    ).run()
  }

  private func prune(before time: Instant) throws {
    let writer = try IndexWriter(path: path, words: "the test") { KeyedHash.repeatable($0) }
    var pruning = Pruning(before: time)
    while !pruning.isDone { try writer.prune(&pruning, for: .zero) }
    #expect(pruning.events > 0)
    let minutes = "SELECT count(*) FROM ox_minute WHERE minute * 60000 < \(time.ms)"
    let marks = "SELECT count(*) FROM ox_mark WHERE time_ms < \(time.ms)"
    #expect(try Index.numbers(path, "SELECT (\(minutes)), (\(marks))") == [0, 0])
    // The next answer has little left to remove: what stays are first failures of what went on.
    let numbers = try Index.numbers(
      path,
      """
      SELECT (SELECT count(*) FROM ox_failure WHERE time_ms < \(time.ms)),
        (SELECT count(*) FROM ox_incident WHERE first_ms < \(time.ms) AND last_ms >= \(time.ms))
      """)
    #expect(numbers[0] <= numbers[1])
    let failures = try Index.lines(path, "SELECT incident, place FROM ox_failure ORDER BY incident, place")
    #expect(try Index.occurrences(path).map { "\($0[0])|\($0[1])" } == failures)
    _ = try Indexer(catalogue: Shipped.catalogue, options: ScanOptions(paths: []), writer: writer, hash: .repeatable)
      .run()
  }

  /// A condition that everything fulfils: sums know nothing of conditions, so that rows are counted.
  private static func counted(_ query: Query) throws -> Query {
    var query = query
    try query.add(.cause, "none.such", isNegated: true)
    return query
  }

  private func compare(_ seed: Int) throws {
    let reader = try IndexReader(path: path)
    let times = try Index.numbers(path, "SELECT min(time_ms), max(time_ms) FROM ox_failure")
    var random = Seeded(seed)
    for round in 0..<40 {
      var query = Query()
      if round > 0 {
        let ends = [0, 1].map { _ in Int.random(in: times[0] - 5_000_000...times[1] + 5_000_000, using: &random) }
          .sorted()
        query.since = Instant(ms: Int64(ends[0]))
        if round % 3 > 0 { query.until = Instant(ms: Int64(ends[1])) }
        // Ends of steps, which belong to one side alone.
        if round % 5 == 0 { query.since?.ms -= Int64(ends[0]) % (round % 10 == 0 ? 86_400_000 : 3_600_000) }
      }
      for facet in [Facet.cause, .kind, .owner, .retry, .operation, .hour, .day] {
        let limit = round % 4 == 0 ? 3 : nil
        let summed = try reader.counts(by: facet, query, limit: limit)
        let counted = try reader.counts(by: facet, try Self.counted(query), limit: limit)
        #expect(summed == counted, "\(facet), \(query), OXTAIL_SEED=\(seed)")
      }
    }
    #expect(try reader.counts(by: .cause, Query()).count > 3)
  }

  @Test(arguments: Seeded.seeds(0..<2))
  func `sums are what the failures say, also after logs came late and old records went`(seed: Int) throws {
    try index([Repository.sampleLogs + "/tour"])
    try compare(seed)
    try index([Repository.sampleLogs])
    try compare(seed + 1000)
    let middle = try Index.numbers(path, "SELECT time_ms FROM ox_failure ORDER BY time_ms LIMIT 1 OFFSET 40")
    try prune(before: Instant(ms: Int64(middle[0])))
    try compare(seed + 2000)
  }

  @Test func `an index of version 2 gets the sums that a new one has`() throws {
    try index([Repository.sampleLogs + "/tour"])
    let rows = """
      SELECT group_concat(facet || ' ' || step_ms || ' ' || start_ms || ' ' || value || ' ' || failures || ' ' || incidents || ' ' || last_ms, '; ')
      FROM (SELECT * FROM ox_trend ORDER BY facet, step_ms, start_ms, value)
      """
    let queue = try DatabaseQueue(path: path)
    try queue.write { database in
      let made = try String.fetchOne(database, sql: rows)
      #expect(made?.contains("cause 86400000 ") == true)
      try database.execute(
        sql: """
          DROP INDEX ox_span_by_cause;
          DELETE FROM ox_trend WHERE facet IN ('cause', 'operation') AND step_ms = 86400000
          """)
      try Schema.sumDays(database)
      #expect(try String.fetchOne(database, sql: rows) == made)
    }
  }

  @Test func `what was over stays over when its older failures are gone`() throws {
    try index([Repository.sampleLogs + "/13-databases-down"])
    let over = "FROM ox_incident WHERE state = 'recovered' AND failures > 2"
    let before = try Index.numbers(path, "SELECT count(*), max(last_ms) \(over)")
    #expect(before[0] == 1)
    // Before all records of the last one.
    try prune(before: Instant(ms: Int64(before[1] - 60_000)))
    let after = "SELECT count(*), sum(failures) FROM ox_incident WHERE state = 'recovered' AND last_ms = \(before[1])"
    // The first one, whose record names the incident, and the last.
    #expect(try Index.numbers(path, after) == [1, 2])
  }
}
