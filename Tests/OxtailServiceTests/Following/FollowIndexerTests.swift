import Foundation
import IncidentStore
import LogPipeline
import LogTail
import TestSupport
import Testing

@testable import OxtailService

/// What is followed is what is indexed, whatever happened to the files meanwhile.
struct FollowIndexerTests {
  let logs: FollowedLogs

  init() throws { logs = try FollowedLogs() }

  private static let panel = "plesk1/panel.log"
  private static let open = "ox1/open-xchange.log.0"

  // MARK: Against `index`

  @Test func `a log that is written while it is followed is the log indexed`() throws {
    for piece in [LogTexts.noise("12:00:00"), LogTexts.failure("12:29:40").joined(), LogTexts.noise("12:50:00")] {
      try logs.append(Self.open, piece)
      try logs.look()
    }
    try logs.append(Self.panel, LogTexts.report("12:29:41"))
    try logs.settle()
    let followed = try logs.followed()
    followed.expect(try logs.indexed(), "written")
    #expect(followed.incidents.count == 1)
    #expect(logs.incidents.count == 1)
  }

  @Test func `what was followed is not read again by index, and what was indexed not by a follower`() throws {
    try logs.append(Self.open, LogTexts.noise("12:00:00") + LogTexts.failure("12:29:40").joined())
    try logs.append(Self.panel, LogTexts.report("12:29:41"))
    try logs.settle()
    let followed = try logs.followed()
    try logs.indexAgain()
    try logs.followed().expect(followed, "indexed after it was followed")
    try logs.settle()
    try logs.followed().expect(followed, "followed after it was indexed")
    try logs.append(Self.panel, LogTexts.report("12:40:00", "b.example"))
    try logs.indexAgain()
    try logs.append(Self.panel, LogTexts.report("12:50:00", "c.example"))
    try logs.settle()
    try logs.followed().expect(try logs.indexed(), "in turns")
  }

  @Test func `a growing stack is shown, and replaced when it is complete`() throws {
    let lines = LogTexts.failure("12:29:40")
    func events() throws -> [String] { try Index.column(logs.index, "SELECT size FROM \(Index.sizes)") }
    for count in 1...lines.count {
      try logs.append(Self.open, lines[count - 1])
      try logs.look()
      #expect(try events() == ["\(lines[..<count].joined().utf8.count)"])
    }
    try logs.append(Self.open, LogTexts.noise("12:50:00"))
    try logs.settle()
    try logs.followed().expect(try logs.indexed(), "complete")
  }

  @Test(arguments: TemporaryDirectory.Rotation.allCases)
  func `a rotation in the middle of a stack keeps one failure`(rotation: TemporaryDirectory.Rotation) throws {
    for isKilled in [false, true] {
      let logs = try FollowedLogs()
      let lines = LogTexts.failure("12:29:40")
      try logs.append(Self.open, LogTexts.noise("12:00:00") + lines[..<4].joined())
      try logs.append(Self.panel, LogTexts.report("12:29:41"))
      try logs.look()
      if isKilled { logs.kill() }
      try logs.directory.rotate(Self.open, rotation)
      if isKilled, rotation != .gzip {
        try logs.look()
        logs.kill()
      }
      // The rest alone holds no head.
      try logs.append(Self.open, lines[4...].joined())
      try logs.settle()
      try logs.followed().expect(try logs.indexed(), "\(rotation), split")
      if isKilled { logs.kill() }
      try logs.append(Self.open, LogTexts.noise("12:50:00"))
      try logs.settle()
      try logs.followed().expect(try logs.indexed(), "\(rotation), and on")
      #expect(try logs.followed().incidents.count == 1)
    }
  }

  /// A process that began long before its record tells no zone.
  private static let zoneless = (0..<9).map {
    "[2022-05-17 12:2\($0):00.100] 66792:61bf2c594eb73 ERR [panel] nothing of ours\n"
  }.joined()
  private static let zoned = (0..<9).map {
    "[2022-05-17 12:3\($0):00.100] 667\($0):\(String(0x6283_7928 + 60 * $0, radix: 16))00abc ERR [panel] nothing\n"
  }.joined()

  @Test(arguments: TemporaryDirectory.Rotation.allCases, [false, true])
  func `a record is one whose second half lies where the zone is told`(
    rotation: TemporaryDirectory.Rotation, isKilled: Bool
  ) throws {
    try logs.append(Self.panel, Self.zoneless.dropLast(30).description)
    try logs.settle()
    if isKilled { logs.kill() }
    try logs.directory.rotate(Self.panel, rotation)
    try logs.append(Self.panel, Self.zoneless.suffix(30) + Self.zoned)
    try logs.settle()
    let indexed = try logs.indexed()
    #expect(indexed.generations.count == 2)
    try logs.followed().expect(indexed, "\(rotation)")
  }

  @Test func `a record is one whose halves come out of compressed files one after the other, after a restart`() throws {
    // So old that it comes first in any zone.
    let first = "[2022-05-14 12:00:00.100] 66792:61bf2c594eb73 ERR [panel] nothing of ours\n"
    try logs.append(Self.panel, first + Self.zoneless.dropLast(30))
    try logs.settle()
    // The older half is out of sight while the newer one tells the zone.
    try logs.directory.rotate(Self.panel, .gzip)
    let older = try logs.directory.contents(Self.panel + ".1.gz")
    try FileManager.default.removeItem(atPath: logs.directory.path + "/" + Self.panel + ".1.gz")
    logs.kill()
    try logs.append(Self.panel, Self.zoneless.suffix(30) + Self.zoned)
    try logs.settle()
    logs.kill()
    try logs.directory.rotate(Self.panel, .gzip)
    try logs.directory.write(Self.panel + ".2.gz", older)
    // Others are inflated behind them, so that the zone is looked for only then.
    for hour in 10..<14 {
      try logs.append(Self.open, LogTexts.noise("\(hour):00:00"))
      try logs.directory.rotate(Self.open, .gzip)
    }
    try logs.look()
    try logs.settle()
    try logs.followed().expect(try logs.indexed(), "one a turn")
  }

  @Test func `a record is one whose generation is found after those around it`() throws {
    var pieces = (10..<14).map { LogTexts.noise("\($0):00:00") + LogTexts.failure("\($0):29:40").joined() }
    for index in 1..<pieces.count {
      let rest = pieces[index - 1].suffix(40)
      pieces[index - 1].removeLast(40)
      pieces[index] = rest + pieces[index]
    }
    try logs.append(Self.open, pieces[0])
    try logs.settle()
    // The next one is out of sight until the others are read and complete.
    try logs.directory.rotate(Self.open, .gzip)
    try logs.append(Self.open, pieces[1])
    try logs.directory.rotate(Self.open, .gzip)
    let log = "ox1/open-xchange.log"
    let hidden = try logs.directory.contents(log + ".1.gz")
    try FileManager.default.removeItem(atPath: logs.directory.path + "/" + log + ".1.gz")
    try logs.directory.rename(log + ".2.gz", to: log + ".9.gz")
    for piece in pieces[2...] {
      try logs.append(Self.open, piece)
      try logs.settle()
      try logs.directory.rotate(Self.open, .gzip)
      try logs.settle()
    }
    try logs.append(Self.open, LogTexts.noise("15:00:00"))
    try logs.settle()
    try logs.directory.rename(log + ".9.gz", to: log + ".4.gz")
    try logs.directory.write(log + ".3.gz", hidden)
    try logs.settle()
    try logs.followed().expect(try logs.indexed(), "in the middle")
  }

  /// Kills a follower that has joined the beginning of a log with what it knew of the generation before: that has more, which was not read.
  private func killWithUnreadEnd() throws {
    let text = (10..<13).map { LogTexts.noise("\($0):00:00") + LogTexts.failure("\($0):29:40").joined() }
    try logs.append(Self.open, text[0].dropLast(40).description)
    try logs.settle()
    // The open file has lost its name before its last bytes are read.
    try logs.append(Self.open, String(text[0].suffix(40)) + String(text[1].dropLast(50)))
    try logs.directory.rotate(Self.open, .gzip)
    try logs.append(Self.open, String(text[1].suffix(50)) + text[2])
    try logs.turn()
    logs.kill()
  }

  @Test
  func `a generation that goes on after its successor was joined with it is joined again, whatever is killed between`()
    throws
  {
    try killWithUnreadEnd()
    // The older one is read to its end while the newer one is out of sight.
    let newer = try logs.directory.contents(Self.open)
    try FileManager.default.removeItem(atPath: logs.directory.path + "/" + Self.open)
    try logs.look()
    logs.kill()
    try logs.directory.write(Self.open, newer)
    try logs.settle()
    try logs.followed().expect(try logs.indexed(), "gone on")
  }

  /// A file that is held open keeps its old name until it is complete, while those behind it are called otherwise already.
  @Test func `a generation that goes on while names are shifted is joined with the next one again`() throws {
    try killWithUnreadEnd()
    // The older one is out of sight until the newer one is rotated too.
    let log = "ox1/open-xchange.log"
    let older = try logs.directory.contents(log + ".1.gz")
    try FileManager.default.removeItem(atPath: logs.directory.path + "/" + log + ".1.gz")
    try logs.turn()
    try logs.directory.rotate(Self.open, .gzip)
    try logs.directory.write(log + ".2.gz", older)
    try logs.append(Self.open, LogTexts.noise("14:00:00"))
    try logs.settle()
    try logs.followed().expect(try logs.indexed(), "shifted")
  }

  @Test func `the rest of a record tells no more of its log's zone than the generation that tells most`() throws {
    try logs.append(Self.panel, Self.zoneless)
    try logs.settle()
    try logs.directory.rotate(Self.panel, .rename)
    try logs.append(Self.panel, Self.zoned.dropLast(30).description)
    try logs.settle()
    try logs.directory.rotate(Self.panel, .rename)
    try logs.append(Self.panel, Self.zoned.suffix(30).description)
    try logs.settle()
    try logs.followed().expect(try logs.indexed(), "a rest")
  }

  /// Logs are written in pieces of any size, rotated in any way, and the follower is killed at any time.
  @Test func `any program of writing, rotating and killing ends like one index of all`() throws {
    for seed in Seeded.seeds(0..<40) { try run(seed) }
  }

  private func run(_ seed: Int) throws {
    var random = Seeded(seed)
    let logs = try FollowedLogs()
    var writers = Self.writers(&random)
    logs.holdsDeriving = random.happens(oneIn: 2)
    while let index = writers.indices.filter({ !writers[$0].rest.isEmpty }).randomElement(using: &random) {
      let piece = writers[index].next(random.happens(oneIn: 3) ? 30 : 900, &random)
      try logs.directory.append(writers[index].name, piece)
      if random.happens(oneIn: 2) {
        logs.nowMs += 300
        try logs.turn()
      }
      if writers[index].mayRotate, random.happens(oneIn: 3) {
        try logs.directory.rotate(writers[index].name, writers[index].style) {
          guard random.happens(oneIn: 4) else { return }
          logs.nowMs += 100
          try logs.turn()
          if random.happens(oneIn: 6) { logs.kill() }
        }
        writers[index].sinceRotation = 0
      }
      if random.happens(oneIn: 6) { logs.kill() }
      if random.happens(oneIn: 5) { logs.deriveHeld() }
    }
    let style = writers.map(\.style)
    try logs.settle()
    let followed = try logs.followed()
    followed.expect(try logs.indexed(), "OXTAIL_SEED=\(seed) \(style)")
    try logs.indexAgain()
    try logs.followed().expect(followed, "OXTAIL_SEED=\(seed), indexed again")
  }

  /// What is written to a log, and how it is rotated.
  private struct Writer {
    let name: String
    let style: TemporaryDirectory.Rotation
    var rest: ArraySlice<UInt8>
    var sinceRotation = 0

    mutating func next(_ countMax: Int, _ random: inout Seeded) -> ArraySlice<UInt8> {
      let piece = rest.prefix(1 + random.number(countMax))
      rest = rest.dropFirst(piece.count)
      sinceRotation += piece.count
      return piece
    }

    /// A shorter generation may hold no head, and nobody can tell what that is.
    var mayRotate: Bool { sinceRotation > 1_500 && rest.count > 1_500 }
  }

  private static func writers(_ random: inout Seeded) -> [Writer] {
    var texts = (panel: "", open: "")
    for minute in 0..<50 {
      let clock = "12:\(minute < 10 ? "0" : "")\(minute)"
      texts.open += LogTexts.noise(clock + ":01")
      if minute % 7 == 3 {
        texts.open += LogTexts.failure(clock + ":40").joined()
        texts.panel += LogTexts.report(clock + ":41", "d\(minute).example")
      }
      texts.panel += LogTexts.panelNoise(clock + ":42")
    }
    return [(panel, texts.panel), (open, texts.open)].map { name, text in
      Writer(name: name, style: random.pick(TemporaryDirectory.Rotation.allCases), rest: Array(text.utf8)[...])
    }
  }

  // MARK: What is no log, and what is not known yet

  @Test func `the rest of a record is named by the next answer, also where no record changes with it`() throws {
    try logs.append(Self.open, LogTexts.failure("12:29:40").joined() + LogTexts.noise("12:50:00"))
    try logs.settle()
    try logs.directory.rotate(Self.open, .rename)
    try logs.append(Self.open, "the rest\n")
    for _ in 0..<8 {
      logs.nowMs += 1_000
      try logs.look()
    }
    try logs.followed().expect(try logs.indexed(), "the rest")
  }

  @Test func `a file of which nobody can tell what it is is held, and then known`() throws {
    try logs.append(Self.open, "2017-09-19T12:00:00,000")
    try logs.look()
    #expect(try Index.column(logs.index, "SELECT name FROM ox_generation") == [])
    try logs.append(Self.open, "+0000 INFO  [OXWorker-1] com.openexchange.caching.Cache.put(Cache.java:12)\nfine\n")
    try logs.settle()
    try logs.followed().expect(try logs.indexed(), "known")
  }

  @Test func `what is no log is said once, and no row`() throws {
    try directoryNoise()
    try logs.settle()
    #expect(logs.skipped.map(\.reason) == ["binary"])
    #expect(try Index.column(logs.index, "SELECT name FROM ox_generation") == [])
  }

  private func directoryNoise() throws { try logs.directory.append("x/data.bin", [UInt8](repeating: 1, count: 9_000)) }

  @Test func `what was truncated away unread is a gap, until a copy turns up`() throws {
    let first = LogTexts.report("12:00:00")
    let lost = LogTexts.report("12:01:00", "b.example")
    try logs.append(Self.panel, first)
    try logs.look()
    try logs.append(Self.panel, lost)
    // Seen, and gone before it could be read.
    let whole = try logs.directory.contents(Self.panel)
    try logs.directory.truncate(Self.panel)
    try logs.append(Self.panel, LogTexts.report("12:02:00", "c.example"))
    try logs.settle()
    try logs.directory.write("plesk1/panel.log.1", whole)
    try logs.settle()
    try logs.followed().expect(try logs.indexed(), "found again")
  }

  @Test func `a second writer is told of the first`() throws {
    try logs.look()
    let error = #expect(throws: StoreError.self) {
      try IndexWriter(path: logs.index, words: "a second one") { KeyedHash.repeatable($0) }
    }
    #expect(error?.code == .busy)
    #expect(error?.message.contains("the follower") == true)
  }

  @Test func `a host is named as soon as it has a sibling`() throws {
    try logs.append(Self.panel, LogTexts.report("12:29:41"))
    try logs.look()
    #expect(try Index.column(logs.index, "SELECT host FROM ox_generation") == ["plesk"])
    try logs.append(Self.open, LogTexts.noise("12:00:00") + LogTexts.failure("12:29:40").joined())
    try logs.settle()
    #expect(try Index.column(logs.index, "SELECT host FROM ox_generation ORDER BY 1") == ["ox1", "plesk1"])
    try logs.followed().expect(try logs.indexed(), "named")
  }
}
