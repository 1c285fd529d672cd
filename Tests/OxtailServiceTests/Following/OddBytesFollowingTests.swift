import Foundation
import LogPipeline
import TestSupport
import Testing

@testable import OxtailService

/// What a log can hold beside well-formed records, written piece by piece: followed through kills it is what `index` makes of all of it.
struct OddBytesFollowingTests {
  enum Oddity: CaseIterable {
    case nulBytes, crlf, loneCR, invalidUTF8, longLine, gluedLines, clockSetBack, clockSetForward, repeatedHour,
      missingHour

    /// Plesk's log, whose times name no zone.
    var text: [UInt8] {
      let (before, after) = (LogTexts.report("12:00:00"), LogTexts.report("12:10:00", "b.example"))
      func around(_ odd: [UInt8]) -> [UInt8] {
        Array((before + LogTexts.panelNoise("12:01:00")).utf8) + odd
          + Array((LogTexts.panelNoise("12:09:00") + after).utf8)
      }
      func on(_ day: String, _ clocks: [String]) -> [UInt8] {
        let reports = clocks.enumerated().map { LogTexts.report($1, "d\($0).example") }
        return Array(reports.joined().replacing("2017-09-19", with: day).utf8)
      }
      return switch self {
      case .nulBytes: around([UInt8](repeating: 0, count: 5_000))
      case .crlf: Array((before + LogTexts.panelNoise("12:01:00") + after).replacing("\n", with: "\r\n").utf8)
      case .loneCR: around(Array("half a line\rand its rest\r".utf8) + [0x0A])
      case .invalidUTF8: around([0xC3, 0x28, 0xFF, 0xFE, 0xE2, 0x82, 0x0A])
      // Longer than a record may be, and than one commit.
      case .longLine: around([UInt8](repeating: UInt8(ascii: "x"), count: 5 << 20) + [0x0A])
      // The disk was full in the middle of a line.
      case .gluedLines: around(Array("[2017-09-19 12:02:00] ERR [panel] Configuration of Open-Xch".utf8))
      case .clockSetBack: on("2017-09-19", ["12:00:00", "12:20:00", "11:50:00", "11:55:00", "12:30:00"])
      case .clockSetForward: on("2017-09-19", ["12:00:00", "19:00:00", "19:01:00"])
      case .repeatedHour: on("2017-10-29", ["01:50:00", "02:10:00", "02:50:00", "02:05:00", "02:40:00", "03:10:00"])
      case .missingHour: on("2017-03-26", ["01:50:00", "02:30:00", "03:10:00"])
      }
    }
  }

  @Test(arguments: Oddity.allCases)
  func `whatever a log holds, followed it is what it is indexed`(oddity: Oddity) throws {
    for seed in Seeded.seeds(0..<6) {
      var random = Seeded(seed)
      let berlin = try #require(ZoneTable.zone(named: "Europe/Berlin"))
      let logs = try FollowedLogs(zones: [GlobRule(glob: "*", value: berlin)])
      var rest = oddity.text[...]
      while !rest.isEmpty {
        // Some pieces end within a line, and a long line is no endless test.
        let piece = rest.prefix(1 + random.number(max(300, rest.count / 4)))
        rest = rest.dropFirst(piece.count)
        try logs.directory.append("plesk1/panel.log", piece)
        logs.nowMs += 300
        try logs.turn()
        if random.happens(oneIn: 4) { logs.kill() }
      }
      try logs.settle()
      var followed = try logs.followed()
      let indexed = try logs.indexed()
      // What was counted before the zone was known keeps the time of then.
      followed.minutes = indexed.minutes
      followed.marks = indexed.marks
      followed.expect(indexed, "\(oddity), OXTAIL_SEED=\(seed)")
      #expect(followed.events.count >= 2)
    }
  }

  @Test func `a line of 100 MB that grows piece by piece harms nobody`() throws {
    let logs = try FollowedLogs()
    try logs.append("plesk1/panel.log", LogTexts.report("12:00:00"))
    let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 10_000_000)
    for number in 0..<10 {
      try logs.directory.append("plesk1/panel.log", piece)
      logs.nowMs += 300
      try logs.look()
      if number == 5 { logs.kill() }
    }
    try logs.append(
      "plesk1/panel.log", "\n" + LogTexts.report("12:10:00", "b.example") + LogTexts.panelNoise("12:11:00"))
    try logs.settle()
    let followed = try logs.followed()
    followed.expect(try logs.indexed(), "100 MB")
    #expect(followed.events.count == 2)
  }
}
