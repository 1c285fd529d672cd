import Foundation
import TestSupport
import Testing

@testable import oxtail

/// Whatever a kill interrupts, the next run ends where an undisturbed one ends.
struct IndexCrashTests {
  /// Kills a run of the tests; `OXTAIL_KILLS=100` makes it as many as the design asks for, in a minute or two.
  private static let kills = ProcessInfo.processInfo.environment["OXTAIL_KILLS"].flatMap { Int($0) } ?? 8

  /// Logs of several commits: the stories' own, over and over on later days.
  private static func write(to directory: TemporaryDirectory) throws {
    let story = Repository.root + "/" + ScanCommandTests.story
    let panel = try String(contentsOfFile: story + "/plesk-06a/panel.log", encoding: .utf8)
    let log = try String(contentsOfFile: story + "/ox-06a/open-xchange.log.0", encoding: .utf8)
    func days(_ text: String, _ count: Int) -> String {
      (10..<10 + count).map { text.replacing("2022-05-17", with: "2022-\($0 % 2 == 0 ? "06" : "07")-\(10 + $0 % 18)") }
        .joined()
    }
    try directory.write("plesk1/panel.log", days(panel, 30))
    // More than one commit's bytes.
    try directory.write("ox1/open-xchange.log.0", days(log, 90))
  }

  /// What the index answers: sources with their counts, incidents with every record, in order.
  private func rows(_ database: String) throws -> String {
    let incidents = try Program.run("incidents", "-o", "json", "--db", database)
    return Golden.normalised(incidents.output)
  }

  @Test func `a killed run is gone on with, and nothing is lost or doubled`() async throws {
    let logs = try TemporaryDirectory()
    try Self.write(to: logs)
    let calm = try TemporaryDirectory()
    let start = ContinuousClock.now
    #expect(try Program.run("index", logs.path, "--db", calm.path + "/x.db").status == 0)
    let microseconds = max(1000, Int((ContinuousClock.now - start) / .microseconds(1)))
    let expected = try rows(calm.path + "/x.db")
    #expect(expected.contains("limit.contexts"))
    var random = Seeded(Seeded.seeds(0..<1).lowerBound)
    var database = try TemporaryDirectory()
    for round in 0..<Self.kills {
      // One index dies four times before it is let through.
      let process = Process()
      process.executableURL = URL(filePath: Program.path)
      process.arguments = ["index", logs.path, "--db", database.path + "/x.db"]
      process.environment = Program.environment
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      try await Task.sleep(for: .microseconds(random.number(microseconds)))
      try await process.end(SIGKILL)
      guard round % 4 == 3 else { continue }
      let last = try Program.run("index", logs.path, "--db", database.path + "/x.db")
      #expect(last.status == 0, "\(last.errors)")
      #expect(try rows(database.path + "/x.db") == expected, "OXTAIL_SEED=\(Seeded.seeds(0..<1).lowerBound)")
      for name in try FileManager.default.contentsOfDirectory(atPath: database.path) {
        let bytes = try Repository.bytes(of: database.path + "/" + name)
        #expect(!Data(bytes).contains(canary), "\(name)")
      }
      database = try TemporaryDirectory()
    }
  }
}

private let canary = Data("Canary".utf8)

extension Data {
  fileprivate func contains(_ other: Data) -> Bool { range(of: other) != nil }
}
