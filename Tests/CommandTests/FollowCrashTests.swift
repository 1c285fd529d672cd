import Foundation
import TestSupport
import Testing

@testable import oxtail

/// Whatever kills a follower while its logs are written and rotated, the next one ends where one index of all files ends.
struct FollowCrashTests {
  /// `make torture` asks for ten thousand.
  private static let kills = ProcessInfo.processInfo.environment["OXTAIL_KILLS"].flatMap { Int($0) } ?? 600
  /// Daemons beside each other, each with its own logs and one way to rotate them.
  private static let lanes = 6
  /// After so many everything is held to an index of all files, and other logs are begun.
  private static let roundKills = 25

  /// A log that is written over and over, the same story on one day after the other.
  private struct Writer {
    let name: String
    private let story: String
    /// The story as it happened on `day`.
    private var bytes: [UInt8] = []
    private var position = 0
    private var day = 9
    var sinceRotation = 0

    init(_ name: String, of story: String) throws {
      self.name = "logs/" + name
      let bytes = try Repository.bytes(of: Repository.root + "/" + ScanCommandTests.story + "/" + story)
      self.story = String(decoding: bytes, as: UTF8.self)
      begin()
    }

    private mutating func begin() {
      (position, day) = (0, min(day + 1, 31))
      bytes = Array(story.replacing("2022-05-17", with: "2022-05-\(day)").utf8)
    }

    /// - Returns: Whether it may be rotated now.
    mutating func write(_ count: Int, below directory: TemporaryDirectory) throws -> Bool {
      let piece = bytes[position...].prefix(count)
      try directory.append(name, piece)
      position += piece.count
      sinceRotation += piece.count
      if position == bytes.count { begin() }
      return sinceRotation > 8_000
    }
  }

  @Test(arguments: 0..<lanes)
  func `a daemon that is killed again and again loses nothing and doubles nothing`(lane: Int) async throws {
    let rotations = TemporaryDirectory.Rotation.allCases
    let first = Seeded.seeds(0..<1).lowerBound
    for round in 0..<(Self.kills / Self.lanes + Self.roundKills - 1) / Self.roundKills {
      try await killAgainAndAgain(rotations[lane % rotations.count], seed: first + lane + round * Self.lanes)
    }
  }

  private func killAgainAndAgain(_ rotation: TemporaryDirectory.Rotation, seed: Int) async throws {
    var random = Seeded(seed)
    let directory = try RunningDaemon.directory()
    var writers = [
      try Writer("plesk1/panel.log", of: "plesk-06a/panel.log"),
      try Writer("ox1/open-xchange.log.0", of: "ox-06a/open-xchange.log.0"),
    ]
    for _ in 0..<min(Self.kills / Self.lanes, Self.roundKills) {
      let daemon = try RunningDaemon(in: directory)
      // Some die before they have begun.
      if !random.happens(oneIn: 6) { try await daemon.waitUntilReady() }
      for _ in 0..<random.number(10) {
        try await Task.sleep(for: .microseconds(random.number(20_000)))
        let index = random.number(writers.count)
        if try writers[index].write(1 + random.number(2_500), below: directory), random.happens(oneIn: 3) {
          try directory.rotate(writers[index].name, rotation)
          writers[index].sinceRotation = 0
        }
      }
      _ = try await daemon.stop(SIGKILL)
    }
    try await RunningDaemon(in: directory).expectWhole("\(rotation), OXTAIL_SEED=\(seed)")
  }

  private static let logrotate = "/usr/sbin/logrotate"

  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: logrotate), "logrotate is not installed"),
    arguments: ["create", "copytruncate", "compress", "dateext dateformat -%Y%m%d-%s"])
  func `what logrotate rotates is followed`(style: String) async throws {
    let daemon = try RunningDaemon()
    let (directory, settings) = (daemon.directory, try TemporaryDirectory())
    let story = Repository.root + "/" + ScanCommandTests.story
    let panel = try Repository.bytes(of: story + "/plesk-06a/panel.log")
    let log = try Repository.bytes(of: story + "/ox-06a/open-xchange.log.0")
    let configuration = try settings.write(
      "rotate.conf",
      "\(directory.path)/logs/*/*.log {\n  su root root\n  rotate 50\n  size 1\n  missingok\n  \(style.replacing(" dateformat", with: "\n  dateformat"))\n}\n"
    )
    _ = unsafe chmod(configuration, 0o644)
    try await daemon.waitUntilReady()
    for round in 0..<4 {
      func part(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        bytes[bytes.count * round / 4..<bytes.count * (round + 1) / 4]
      }
      try directory.append("logs/plesk1/panel.log", part(panel))
      try directory.append("logs/ox1/open-xchange.log", part(log))
      // Dated names must differ.
      try await Task.sleep(for: .milliseconds(style.hasPrefix("dateext") ? 1_100 : 400))
      if round < 3 {
        let run = try Program.run(
          ["-f", "-s", settings.path + "/state", configuration], program: Self.logrotate)
        #expect(run.status == 0, "\(run.errors)")
      }
    }
    try await daemon.expectWhole(style)
  }
}
