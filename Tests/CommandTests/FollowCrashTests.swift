import Foundation
import TestSupport
import Testing

@testable import oxtail

/// Whatever kills a follower while its logs are written and rotated, the next one ends where one index of all files ends.
struct FollowCrashTests {
  /// Kills of each way to rotate; `OXTAIL_KILLS` makes it more, `make torture` ten thousand in all.
  private static let kills = ProcessInfo.processInfo.environment["OXTAIL_KILLS"].flatMap { Int($0) } ?? 12

  private static let follower = URL(filePath: Program.path).deletingLastPathComponent().appending(path: "follow").path()

  /// A follower that runs beside the test.
  private final class Follower {
    let process = Process()

    init(_ database: String, _ logs: String) throws {
      process.executableURL = URL(filePath: FollowCrashTests.follower)
      process.arguments = ["index", database, logs]
      process.environment = Program.environment
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
    }

    func end(_ number: Int32) {
      _ = kill(process.processIdentifier, number)
      process.waitUntilExit()
    }
  }

  /// What an index answers, in an order that does not tell in which one the files were read.
  private func answer(_ database: String) throws -> [String] {
    let run = try Program.run("incidents", "-o", "json", "--db", database)
    let document = try JSONValue(text: Golden.normalised(run.output))
    return ["incidents", "sources", "suspected", "other_clients"].flatMap { key in
      // Ids that it had before tell in which order records became known.
      document.list(key).map { key + $0.without("aliases").description }.sorted()
    }
  }

  private func expectWhole(_ logs: TemporaryDirectory, _ database: TemporaryDirectory, _ what: String) throws {
    // A generation whose file is gone is closed seconds after its last growth.
    var followed: [String] = []
    let fresh = try TemporaryDirectory()
    #expect(try Program.run("index", logs.path, "--db", fresh.path + "/x.db").status == 0)
    let expected = try answer(fresh.path + "/x.db")
    for _ in 0..<4 {
      let last = try Follower(database.path + "/x.db", logs.path)
      usleep(7_000_000)
      last.end(SIGTERM)
      followed = try answer(database.path + "/x.db")
      if followed == expected { break }
    }
    let missing = expected.filter { !followed.contains($0) }
    let surplus = followed.filter { !expected.contains($0) }
    #expect(followed == expected, "\(what)\nmissing: \(missing.prefix(3))\nsurplus: \(surplus.prefix(3))")
    #expect(expected.contains { $0.contains("limit.contexts") })
  }

  @Test(arguments: TemporaryDirectory.Rotation.allCases)
  func `a follower that is killed again and again loses nothing and doubles nothing`(
    rotation: TemporaryDirectory.Rotation
  ) throws {
    let seed = Seeded.seeds(0..<1).lowerBound
    var random = Seeded(seed)
    let (logs, database) = (try TemporaryDirectory(), try TemporaryDirectory())
    let story = Repository.root + "/" + ScanCommandTests.story
    var texts = [
      ("plesk1/panel.log", try Repository.bytes(of: story + "/plesk-06a/panel.log")),
      ("ox1/open-xchange.log.0", try Repository.bytes(of: story + "/ox-06a/open-xchange.log.0")),
    ].map { name, bytes in (name: name, bytes: bytes, position: 0, day: 10, sinceRotation: 0) }
    for _ in 0..<Self.kills {
      let follower = try Follower(database.path + "/x.db", logs.path)
      for _ in 0..<random.number(12) {
        usleep(UInt32(random.number(40_000)))
        let index = random.number(texts.count)
        var text = texts[index]
        let piece = text.bytes[text.position...].prefix(1 + random.number(3_000))
        // The same story on the next day.
        let day = String(decoding: piece, as: UTF8.self).replacing("2022-05-17", with: "2022-05-\(text.day)")
        try logs.append(text.name, Array(day.utf8))
        text.position += piece.count
        text.sinceRotation += piece.count
        if text.position == text.bytes.count { (text.position, text.day) = (0, min(text.day + 1, 31)) }
        if text.sinceRotation > 8_000, random.happens(oneIn: 3) {
          try logs.rotate(text.name, rotation)
          text.sinceRotation = 0
        }
        texts[index] = text
      }
      follower.end(SIGKILL)
    }
    try expectWhole(logs, database, "\(rotation), OXTAIL_SEED=\(seed)")
  }

  private static let logrotate = "/usr/sbin/logrotate"

  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: logrotate), "logrotate is not installed"),
    arguments: ["create", "copytruncate", "compress", "dateext dateformat -%Y%m%d-%s"])
  func `what logrotate rotates is followed`(style: String) throws {
    let (logs, database, settings) = (try TemporaryDirectory(), try TemporaryDirectory(), try TemporaryDirectory())
    let story = Repository.root + "/" + ScanCommandTests.story
    let panel = try Repository.bytes(of: story + "/plesk-06a/panel.log")
    let log = try Repository.bytes(of: story + "/ox-06a/open-xchange.log.0")
    let configuration = try settings.write(
      "rotate.conf",
      "\(logs.path)/*/*.log {\n  su root root\n  rotate 50\n  size 1\n  missingok\n  \(style.replacing(" dateformat", with: "\n  dateformat"))\n}\n"
    )
    _ = unsafe chmod(configuration, 0o644)
    let follower = try Follower(database.path + "/x.db", logs.path)
    for round in 0..<4 {
      func part(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        bytes[bytes.count * round / 4..<bytes.count * (round + 1) / 4]
      }
      try logs.append("plesk1/panel.log", part(panel))
      try logs.append("ox1/open-xchange.log", part(log))
      usleep(1_100_000)
      if round < 3 {
        let run = try Program.run(
          ["-f", "-s", settings.path + "/state", configuration], program: Self.logrotate)
        #expect(run.status == 0, "\(run.errors)")
      }
    }
    follower.end(SIGTERM)
    try expectWhole(logs, database, style)
  }
}
