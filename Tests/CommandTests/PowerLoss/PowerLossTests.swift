import Foundation
import GRDB
import TestSupport
import Testing

/// Whenever the power is lost, the index opens, holds what some commit had, and the next run ends where an undisturbed one ends.
@Suite(.serialized) struct PowerLossTests {
  /// Images of disks; `OXTAIL_POWER_LOSSES=1000` is what `make torture` asks for.
  private static let images = ProcessInfo.processInfo.environment["OXTAIL_POWER_LOSSES"].flatMap { Int($0) } ?? 60
  /// Fewer show that a disk without syncs breaks.
  private static let controlImages = 40
  private static let strace = "/usr/bin/strace"
  private static let isPossible =
    FileManager.default.isExecutableFile(atPath: strace)
    && (try? Program.run(["-qq", "-o", "/dev/null", "true"], program: strace))?.status == 0

  /// A daemon's life in three parts, each of which ends well, and what it did to its index.
  private struct Life {
    let directory: TemporaryDirectory
    let operations: [DiskOperation]
    /// What an undisturbed daemon made of the logs.
    let rows: [String]
    let answer: [String]

    init() async throws {
      let (directory, traces) = (try RunningDaemon.directory(), try TemporaryDirectory())
      self.directory = directory
      let story = Repository.root + "/" + ScanCommandTests.story
      let logs = [("plesk1/panel.log", "plesk-06a/panel.log"), ("ox1/open-xchange.log.0", "ox-06a/open-xchange.log.0")]
      var operations: [DiskOperation] = []
      for part in 0..<3 {
        let trace = traces.path + "/\(part)"
        let daemon = try RunningDaemon(
          launcher: [PowerLossTests.strace, "-D", "-o", trace] + DiskOperation.straceOptions, in: directory)
        try await daemon.waitUntilReady()
        for day in 0..<3 {
          for (name, source) in logs {
            let text = String(decoding: try Repository.bytes(of: story + "/" + source), as: UTF8.self)
            try daemon.append(text.replacing("2022-05-17", with: "2022-05-\(11 + part * 3 + day)"), to: "logs/" + name)
          }
          try await daemon.eventually("all committed and derived") { try PowerLossTests.isCurrent(daemon) }
        }
        #expect(try await daemon.stop() == 0)
        let database = daemon.database
        operations += try DiskOperation.all(in: Data(contentsOf: URL(filePath: trace))) {
          $0.hasPrefix(database) && !$0.hasSuffix("-shm") && !$0.hasSuffix(".lock")
        }
      }
      self.operations = operations
      rows = try PowerLossTests.rows(directory.path + "/case.db")
      answer = try RunningDaemon.answer(directory.path + "/case.db")
    }
  }

  @Test(.enabled(if: isPossible, "strace is not installed, or may not trace"))
  func `no loss of power costs more than the newest commits`() async throws {
    let life = try await Life()
    #expect(life.answer.contains { $0.contains("limit.contexts") })
    let seed = Seeded.seeds(0..<1).lowerBound
    let faults = try faults(life, images: Self.images, LossyDisk(), seed: seed)
    #expect(faults.isEmpty, "\(faults.count) of \(Self.images), OXTAIL_SEED=\(seed): \(faults.first ?? "")")
    // Without any sync, as with PRAGMA synchronous=OFF, the same images must break: else they would show nothing.
    let broken = try self.faults(life, images: Self.controlImages, LossyDisk(writesBackAfter: 200), seed: seed)
    #expect(!broken.isEmpty, "none of \(Self.controlImages) images without syncs is broken")
  }

  /// - Returns: What is wrong with images of the disk after losses at random moments.
  private func faults(_ life: Life, images: Int, _ empty: LossyDisk, seed: Int) throws -> [String] {
    var random = Seeded(seed)
    var moments: [Int: Int] = [:]
    for _ in 0..<images { moments[1 + random.number(life.operations.count), default: 0] += 1 }
    var (disk, states, faults) = (empty, Set([""]), [String]())
    var isLastFrame = false
    for (index, operation) in life.operations.enumerated() {
      disk.accept(operation)
      // A frame's head that names the database's size is that of a commit's last page, which follows.
      if isLastFrame {
        let image = try Image(disk, of: life)
        states.insert(try Self.state(image.database))
      }
      isLastFrame = operation.isCommit
      for _ in 0..<(moments[index + 1] ?? 0) {
        let image = try Image(disk, of: life, &random)
        if let fault = try Self.fault(of: image, life, states) { faults.append("at \(index): \(fault)") }
      }
    }
    #expect(states.count > 20, "of \(life.operations.count) operations")
    return faults
  }

  /// The index's files as a power loss left them, beside the whole logs.
  private struct Image {
    let directory: TemporaryDirectory
    var database: String { directory.path + "/case.db" }

    init(_ disk: LossyDisk, of life: Life) throws {
      directory = try TemporaryDirectory(in: "/tmp/")
      try disk.write(to: place(life))
    }

    init(_ disk: LossyDisk, of life: Life, _ random: inout Seeded) throws {
      directory = try TemporaryDirectory(in: "/tmp/")
      try disk.write(&random, to: place(life))
    }

    private func place(_ life: Life) -> (String) -> URL {
      { [directory] in URL(filePath: directory.path + $0.dropFirst(life.directory.path.count)) }
    }
  }

  private static func fault(of image: Image, _ life: Life, _ states: Set<String>) throws -> String? {
    do {
      guard states.contains(try state(image.database)) else { return "holds what no commit had" }
    } catch {
      return "does not open: \(error)"
    }
    let key = image.database + ".key"
    if !FileManager.default.fileExists(atPath: key) {
      guard try generations(image.database) == 0 else { return "the key is lost, and what was hashed with it is not" }
      // Another one would make other placeholders.
      try FileManager.default.copyItem(atPath: life.directory.path + "/case.db.key", toPath: key)
    }
    let run = try Program.run("index", "-q", life.directory.path + "/logs", "--db", image.database)
    guard run.status == 0 else { return "index ends with \(run.status): \(run.errors)" }
    let check = try Program.run("db", "check", "--db", image.database)
    guard check.status == 0 else { return "damaged after index: \(check.errors)" }
    let rows = try rows(image.database)
    guard rows == life.rows else {
      return
        "other rows: missing \(life.rows.filter { !rows.contains($0) }.prefix(2)), surplus \(rows.filter { !life.rows.contains($0) }.prefix(2))"
    }
    let answer = try RunningDaemon.answer(image.database)
    return answer == life.answer ? nil : "other incidents: \(answer.filter { !life.answer.contains($0) }.prefix(1))"
  }

  // MARK: What an index holds

  private static func reader(_ path: String) throws -> DatabaseQueue {
    try PackedRecords.reader(path)
  }

  /// Whether all bytes of the logs are committed, and the incidents are those of all events.
  private static func isCurrent(_ daemon: RunningDaemon) throws -> Bool {
    let logs = ["plesk1/panel.log", "ox1/open-xchange.log.0"].map { daemon.directory.path + "/logs/" + $0 }
    let bytes = try logs.reduce(0) { try $0 + Repository.bytes(of: $1).count }
    return
      (try? reader(daemon.database).read { database in
        try Int.fetchOne(
          database,
          sql: """
            SELECT (SELECT sum(size) FROM ox_generation) = ?
              AND (SELECT count(DISTINCT value) FROM ox_meta WHERE key IN ('revision', 'derived')) = 1
            """, arguments: [bytes])
      }) == 1
  }

  private static func generations(_ path: String) throws -> Int {
    guard try !state(path).isEmpty else { return 0 }
    return try reader(path).read { try Int.fetchOne($0, sql: "SELECT count(*) FROM ox_generation") } ?? 0
  }

  /// All of it; nothing where nothing was committed.
  private static func state(_ path: String) throws -> String {
    // Opening may mend the files; the program has to do that by itself.
    let copy = try TemporaryDirectory(in: "/tmp/")
    for ending in ["", "-wal", "-journal"] where FileManager.default.fileExists(atPath: path + ending) {
      try copy.copy(path + ending, to: "case.db" + ending)
    }
    guard copy.exists("case.db") else { return "" }
    return try DatabaseQueue(path: copy.path + "/case.db").read { database in
      guard try String.fetchAll(database, sql: "PRAGMA integrity_check") == ["ok"] else {
        throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "integrity_check")
      }
      let tables = try String.fetchAll(
        database,
        sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'ox\\_%' ESCAPE '\\' ORDER BY 1")
      return try tables.filter { !$0.hasPrefix("ox_event_") }.map { table in
        "\(table): " + (try Row.fetchAll(database, sql: "SELECT * FROM \(table)").map(\.description).joined())
      }.joined(separator: "\n")
    }
  }

  /// Its rows without their numbers.
  private static func rows(_ path: String) throws -> [String] {
    try reader(path).read { database in
      try [
        "SELECT host, side, name, hex(anchor), offset, line, size, records, first_ms, last_ms FROM ox_generation",
        """
        SELECT g.name, e.offset, e.line, e.time_ms, v.cause, v.text, v.stack FROM ox_event e
        JOIN ox_generation g ON g.id = e.generation_id JOIN events v ON v.id = e.id
        """,
        // Minutes keep what was known of the clock at their commit.
        "SELECT g.name, level, sum(m.records) FROM ox_minute m JOIN ox_generation g ON g.id = m.generation_id GROUP BY 1, 2",
        "SELECT g.name, m.offset, m.line FROM ox_mark m JOIN ox_generation g ON g.id = m.generation_id",
        "SELECT g.name, p.offset, byte_count, reason FROM ox_gap p JOIN ox_generation g ON g.id = p.generation_id",
        "SELECT i.id, f.* FROM ox_failure f JOIN ox_incident i ON i.number = f.incident",
      ].flatMap { sql in try Row.fetchAll(database, sql: sql).map(\.description).sorted() }
    }
  }
}

extension DiskOperation {
  /// Whether it is the head of a write-ahead log's frame that ends a commit.
  fileprivate var isCommit: Bool {
    guard case .write(let name, let offset, let bytes) = self, name.hasSuffix("-wal"), offset >= 32, bytes.count == 24
    else { return false }
    return bytes.dropFirst(4).prefix(4).contains { $0 != 0 }
  }
}
