import GRDB
import GRDBSQLite

/// How the index's database is opened. SQLite before 3.51.3 can corrupt a WAL when two connections write or checkpoint at once, so one
/// connection of one process does either; all others are read-only and never checkpoint.
enum Connection {
  /// How long a reader waits for a lock, and the writer for a reader's checkpoint lock, in seconds.
  private static let busySeconds = 5.0
  /// The WAL is cut back to this after a checkpoint.
  private static let journalBytesMax = 64 << 20

  static func writer(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.label = "oxtail.writer"
    configuration.busyMode = .timeout(busySeconds)
    configuration.foreignKeysEnabled = true
    configuration.prepareDatabase { database in
      // What is no index keeps its journal.
      try Schema.refuseOther(database, path: path)
      try database.execute(
        sql: """
          PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = \(journalBytesMax);
          PRAGMA trusted_schema = OFF
          """)
      keepWAL(database)
    }
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  /// The writer's pages in memory, in KiB.
  enum Cache: Int {
    /// What SQLite begins with.
    case usual = 2_000
    /// An answer changes rows all over the index: pages that have to make room are written, looked for in the WAL and read again.
    case publishing = 16_000
  }

  static func setCache(_ cache: Cache, in database: Database) throws {
    try database.execute(sql: "PRAGMA cache_size = -\(cache.rawValue)")
  }

  /// A database that nobody else sees and that no crash has to leave whole.
  static func temporary() throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.label = "oxtail.temporary"
    configuration.foreignKeysEnabled = false
    configuration.prepareDatabase { database in
      try database.execute(
        sql: """
          PRAGMA page_size = \(scanPageBytes); PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
          PRAGMA cache_size = -\(scanCacheKiB)
          """)
    }
    // Without a name SQLite makes a file that it unlinks at once.
    return try DatabaseQueue(path: "", configuration: configuration)
  }

  /// Written once from beginning to end, and read in the same order a few times.
  private static let scanCacheKiB = 512
  /// SQLite sorts 250 pages' worth of rows in memory, whatever its cache has.
  private static let scanPageBytes = 2048
  /// What of a draft's own tables stays in memory.
  private static let temporaryCacheKiB = 8 << 10

  static func reader(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.label = "oxtail.reader"
    configuration.readonly = true
    // A reader stays in the transaction in which it began.
    configuration.allowsUnsafeTransactions = true
    configuration.busyMode = .timeout(busySeconds)
    configuration.prepareDatabase { database in
      try database.execute(
        sql: "PRAGMA query_only = ON; PRAGMA trusted_schema = OFF; PRAGMA cache_size = -\(readerCacheKiB)")
    }
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  private static let readerCacheKiB = 8 << 10

  /// Reads the index, and writes to tables of its own, which lie in a file without a name.
  static func draft(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.label = "oxtail.draft"
    configuration.readonly = true
    // It stays in the transaction in which it began.
    configuration.allowsUnsafeTransactions = true
    configuration.busyMode = .timeout(busySeconds)
    configuration.prepareDatabase { database in
      try database.execute(
        sql: "PRAGMA trusted_schema = OFF; PRAGMA temp_store = FILE; PRAGMA temp.cache_size = -\(temporaryCacheKiB)")
    }
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  /// Without it the last connection removes the WAL, and a user who may only read could not open the index any more.
  private static func keepWAL(_ database: Database) {
    var keep: CInt = 1
    _ = unsafe sqlite3_file_control(database.sqliteConnection, "main", SQLITE_FCNTL_PERSIST_WAL, &keep)
  }
}
