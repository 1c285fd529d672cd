import IncidentStore
import LogPipeline
import TestSupport

@testable import OxtailService

/// Logs of a test and the index that they are read into, each in a directory of its own.
struct IndexedLogs {
  let directory: TemporaryDirectory
  let database: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
    database = try TemporaryDirectory()
  }

  var path: String { database.path + "/oxtail.db" }

  func writer() throws -> IndexWriter {
    try IndexWriter(path: path, words: "the test") { KeyedHash.repeatable($0) }
  }

  func reader() throws -> IndexReader { try IndexReader(path: path) }

  /// Reads what is new.
  ///
  /// - Parameter paths: The directory by default.
  @discardableResult
  func index(_ paths: [String]? = nil) throws -> IndexOutcome {
    try Indexer(
      catalogue: Shipped.catalogue, options: ScanOptions(paths: paths ?? [directory.path]), writer: writer(),
      hash: .repeatable
    ).run()
  }

  /// A time on the day of ``LogTexts``: `10:00:00`.
  static func clock(_ text: String) -> Instant {
    let numbers = text.split(separator: ":").compactMap { Int($0) }
    let civil = CivilTime(year: 2017, month: 9, day: 19, hour: numbers[0], minute: numbers[1], second: numbers[2])
    return Instant(ms: civil?.localMs ?? 0)
  }
}
