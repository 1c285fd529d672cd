import TestSupport
import Testing

@testable import LogTail

/// Rotations of real files: each old generation is read to its end, in order, then the new one, and no copy is read twice.
struct RotationFollowingTests {
  @Test func `rename with create`() throws {
    let logs = try LiveLogs("panel.log")
    let first = try logs.append("panel.log", logs.line())
    logs.look()
    let rest = try logs.append("panel.log", logs.line())
    try logs.rename("panel.log", to: "panel.log.1")
    let second = try logs.append("panel.log", logs.line())
    logs.look()
    let late = try logs.append("panel.log.1", logs.line())
    logs.look()
    #expect(logs.committed == [first + rest + late, second])
  }

  @Test func `a numbered shift, as java.util.logging does it`() throws {
    let logs = try LiveLogs("open-xchange.log.0")
    var written: [String] = []
    for _ in 0..<4 {
      for number in [2, 1, 0] where (try? logs.contents("open-xchange.log.\(number)")) != nil {
        try logs.rename("open-xchange.log.\(number)", to: "open-xchange.log.\(number + 1)")
      }
      written.append(try logs.append("open-xchange.log.0", logs.line() + logs.line()))
      logs.look()
    }
    #expect(logs.committed == written)
  }

  @Test(arguments: [1, 7, 200])
  func `a numbered shift through .99, after which the oldest is overwritten`(rotationsBetweenLooks: Int) throws {
    let logs = try LiveLogs("open-xchange.log.0")
    var written: [String] = []
    for rotation in 0..<130 {
      for number in stride(from: min(rotation - 1, 98), through: 0, by: -1) {
        try logs.rename("open-xchange.log.\(number)", to: "open-xchange.log.\(number + 1)")
      }
      written.append(try logs.append("open-xchange.log.0", logs.line() + logs.line()))
      if rotation % rotationsBetweenLooks == rotationsBetweenLooks - 1 { logs.look() }
    }
    logs.look()
    // What was overwritten before anybody looked is gone.
    #expect(logs.committed == Array(rotationsBetweenLooks > 99 ? written.suffix(100) : written[...]))
  }

  @Test(arguments: [false, true])
  func `several rotations between two looks`(isDown: Bool) throws {
    let logs = try LiveLogs("panel.log")
    var first = try logs.append("panel.log", logs.line())
    logs.look()
    first += try logs.append("panel.log", logs.line())
    var written: [String] = []
    for number in 0..<4 {
      for old in stride(from: number, through: 1, by: -1) {
        try logs.rename("panel.log.\(old)", to: "panel.log.\(old + 1)")
      }
      try logs.rename("panel.log", to: "panel.log.1")
      written.append(try logs.append("panel.log", logs.line()))
    }
    if isDown { logs.restart() }
    logs.look()
    #expect(logs.committed == [first] + written)
  }

  @Test(arguments: [false, true])
  func `copytruncate: the unread tail is taken from the copy, and the copy is not read twice`(isDown: Bool) throws {
    let logs = try LiveLogs("panel.log")
    var first = try logs.append("panel.log", logs.line())
    logs.look()
    if isDown { logs.restart() }
    first += try logs.append("panel.log", logs.line())
    try logs.copy("panel.log", to: "panel.log.1")
    try logs.truncate("panel.log")
    let second = try logs.append("panel.log", logs.line())
    logs.look()
    logs.settle()
    #expect(Set(logs.committed) == [first, second])
    #expect(logs.committed.count == 2)
  }

  @Test(arguments: [false, true])
  func `a copy that is still growing is no new log`(isDown: Bool) throws {
    let logs = try LiveLogs("panel.log")
    let text = (0..<200).map { _ in logs.line() }.joined()
    try logs.append("panel.log", text)
    logs.look()
    for bytes in [1, 15, 16, 40, 1_000, 5_000, text.utf8.count] {
      try logs.copy("panel.log", to: "panel.log.1", bytes: bytes)
      if isDown { logs.restart() }
      logs.settle()
      #expect(logs.committed == [text], "with \(bytes) bytes of a copy")
    }
    try logs.truncate("panel.log")
    logs.settle()
    #expect(logs.committed == [text])
  }

  @Test func `a log and its fresh copy that are met together are one`() throws {
    let logs = try LiveLogs()
    let text = try logs.append("panel.log", logs.line() + logs.line())
    try logs.copy("panel.log", to: "panel.log.1")
    logs.settle()
    #expect(logs.committed == [text])
  }

  @Test(arguments: [false, true])
  func `gzip at once: the unread rest is read from it`(isDown: Bool) throws {
    let logs = try LiveLogs("panel.log")
    var first = try logs.append("panel.log", logs.line() + logs.line() + logs.line())
    logs.look()
    if isDown { logs.restart() }
    first += try logs.append("panel.log", logs.line())
    try logs.rename("panel.log", to: "panel.log.1")
    try logs.gzip("panel.log.1")
    let second = try logs.append("panel.log", logs.line())
    logs.settle()
    #expect(Set(logs.committed) == [first, second])
    #expect(logs.committed.count == 2)
  }

  @Test func `gzip that appears later, piece by piece, is the log that was read`() throws {
    let logs = try LiveLogs("panel.log")
    let first = try logs.append("panel.log", (0..<50).map { _ in logs.line() }.joined())
    logs.look()
    try logs.rename("panel.log", to: "panel.log.1")
    logs.settle()
    let packed = Gzip.member(first)
    for count in [1, 2, 10, 100, packed.count] {
      try logs.directory.write("panel.log.1.gz", Array(packed.prefix(count)))
      logs.settle()
    }
    try logs.remove("panel.log.1")
    logs.restart()
    logs.settle()
    #expect(logs.committed == [first])
  }

  @Test func `a truncated gzip is read as far as it goes, once nothing more comes, and the loss is a gap`() throws {
    let logs = try LiveLogs("panel.log")
    let text = (0..<500).map { _ in logs.line() }.joined()
    try logs.directory.write("panel.log.1.gz", Array(Gzip.member(text).dropLast(200)))
    logs.settle()
    #expect(logs.committed == [])
    logs.nowMs += 70_000
    logs.settle()
    #expect(logs.committed.count == 1)
    #expect(text.hasPrefix(logs.committed.first ?? "-"))
    #expect(logs.gaps.map(\.reason) == [.damaged])
    #expect(logs.notes.contains(.damaged(path: logs.path("panel.log.1.gz"), .gzipTruncated)))
  }

  @Test func `a gzip that expands too far is read up to the limit`() throws {
    var limits = FollowLimits()
    limits.expansion = ExpansionLimits(ratioMax: 10, freeBytes: 100_000, bytesMax: 1_000_000)
    let logs = try LiveLogs("panel.log", limits: limits)
    let text = String(repeating: logs.line(), count: 20_000)
    try logs.directory.write("panel.log.1.gz", Gzip.member(text))
    logs.settle()
    #expect(logs.committed.count == 1)
    #expect((100_000..<600_000).contains(logs.committed.first?.utf8.count ?? 0))
    #expect(logs.gaps.map(\.reason) == [.damaged])
  }
}
