import Foundation
import TestSupport
import Testing

@testable import LogTail

/// What happens to real files beside rotations: content decides what they are.
struct ContentFollowingTests {
  @Test func `truncation to nothing begins a new generation`() throws {
    let logs = try LiveLogs("panel.log")
    let first = try logs.append("panel.log", logs.line() + logs.line())
    logs.look()
    try logs.truncate("panel.log")
    logs.look()
    let second = try logs.append("panel.log", logs.line())
    logs.settle()
    #expect(logs.committed == [first, second])
    #expect(logs.notes.contains(.truncated(path: logs.path("panel.log"))))
  }

  @Test(arguments: [1, 3])
  func `truncation is noticed, refilled shorter or past the old offset`(lines: Int) throws {
    let logs = try LiveLogs("panel.log")
    let first = try logs.append("panel.log", logs.line() + logs.line())
    logs.look()
    try logs.truncate("panel.log")
    let second = try logs.append("panel.log", (0..<lines).map { _ in logs.line() }.joined())
    logs.settle()
    #expect(logs.committed == [first, second])
  }

  @Test func `bytes that were seen and destroyed before they were read are a gap`() throws {
    let logs = try LiveLogs("panel.log")
    let first = try logs.append("panel.log", logs.line())
    logs.look()
    logs.sink.isFailing = true
    let lost = try logs.append("panel.log", logs.line())
    logs.look()
    try logs.truncate("panel.log")
    logs.sink.isFailing = false
    logs.look()
    logs.settle()
    #expect(logs.committed == [first])
    let size = first.utf8.count
    #expect(logs.gaps == [FollowedGeneration.Gap(offset: size, byteCount: lost.utf8.count, reason: .destroyed)])
  }

  @Test(arguments: [false, true])
  func `a file that its host's crash cut back is not read again`(isDown: Bool) throws {
    let logs = try LiveLogs("panel.log")
    let text = try logs.append("panel.log", (0..<400).map { _ in logs.line() }.joined())
    logs.look()
    let cut = text.utf8.count - 1_000
    try logs.truncate("panel.log", to: cut)
    if isDown { logs.restart() }
    logs.settle()
    let more = try logs.append("panel.log", logs.line())
    logs.look()
    logs.restart()
    let again = try logs.append("panel.log", logs.line())
    logs.look()
    #expect(logs.committed == [text, more + again])
    #expect(logs.sink.generations.map(\.start) == [0, cut])
  }

  @Test func `deleted and made anew, also with the same inode`() throws {
    let logs = try LiveLogs("panel.log")
    var written: [String] = []
    for isDown in [false, true, false, true] {
      written.append(try logs.append("panel.log", logs.line() + logs.line()))
      if isDown { logs.restart() }
      logs.look()
      try logs.remove("panel.log")
    }
    #expect(logs.committed == written)
  }

  @Test func `a log that gets the inode of what was no log is read`() throws {
    let logs = try LiveLogs()
    let packed = [0xFD] + Array("7zXZ\0".utf8) + [UInt8](repeating: 1, count: 26)
    try logs.directory.write("panel.log.31.xz", packed)
    logs.look()
    #expect(logs.notes == [.packed(path: logs.path("panel.log.31.xz"), kind: "xz")])
    try logs.rename("panel.log.31.xz", to: "panel.log")
    let text = logs.line() + logs.line()
    let handle = try FileHandle(forWritingTo: URL(filePath: logs.path("panel.log")))
    try handle.write(contentsOf: Data(text.utf8))
    logs.look()
    #expect(logs.committed == [text])
  }

  @Test func `what is no log is known again by its beginning, grown and under another name`() throws {
    let logs = try LiveLogs()
    let packed = [0xFD] + Array("7zXZ\0".utf8) + [UInt8](repeating: 1, count: 100)
    try logs.directory.write("panel.log.1.xz", packed)
    logs.look()
    try logs.append("panel.log.1.xz", "more")
    logs.look()
    try logs.rename("panel.log.1.xz", to: "panel.log.2.xz")
    logs.look()
    #expect(logs.notes == [.packed(path: logs.path("panel.log.1.xz"), kind: "xz")])
    #expect(logs.committed == [])
  }

  @Test func `two logs with equal beginnings are two`() throws {
    let logs = try LiveLogs()
    let banner = String(repeating: "# the same words at each start\n", count: 300)
    let one = try logs.append("a.log", banner + logs.line())
    let other = try logs.append("b.log", banner + logs.line())
    logs.settle()
    #expect(Set(logs.committed) == [one, other])
    #expect(logs.committed.count == 2)
  }

  @Test func `a new generation that begins like the old one is read from its beginning`() throws {
    let logs = try LiveLogs("panel.log")
    let banner = "# service started, version 6.22.1, all is well so far, waiting for connections\n"
    let first = try logs.append("panel.log", banner)
    logs.look()
    try logs.rename("panel.log", to: "panel.log.1")
    var second = try logs.append("panel.log", banner)
    logs.settle()
    second += try logs.append("panel.log", logs.line())
    logs.look()
    #expect(logs.committed == [first, second])
  }

  @Test(arguments: ["a", "a\n", "fifteen bytes.\n"])
  func `a file shorter than the first rung is read at once`(text: String) throws {
    let logs = try LiveLogs("panel.log")
    try logs.append("panel.log", text)
    logs.look()
    #expect(logs.committed == [text])
    logs.restart()
    logs.settle()
    let rest = try logs.append("panel.log", logs.line())
    logs.look()
    #expect(logs.committed == [text + rest])
  }

  @Test func `the last line stays provisional until it is complete, also across a rotation and a restart`() throws {
    let logs = try LiveLogs("panel.log")
    let line = logs.line()
    try logs.append("panel.log", String(line.prefix(20)))
    logs.look()
    #expect(logs.committed == [String(line.prefix(20))])
    #expect(logs.sink.generations.map(\.offset) == [0])
    try logs.rename("panel.log", to: "panel.log.1")
    logs.restart()
    try logs.append("panel.log.1", String(line.dropFirst(20)))
    logs.look()
    #expect(logs.committed == [line])
    #expect(logs.sink.generations.map(\.isClosed) == [false])
    logs.settle()
    #expect(logs.sink.generations.map(\.isClosed) == [true])
  }

  @Test func `a hole that a writer left that kept its offset is passed`() throws {
    let logs = try LiveLogs("panel.log")
    let handle = try FileHandle(forWritingTo: URL(filePath: try logs.directory.write("panel.log", "")))
    let first = (0..<50).map { _ in logs.line() }.joined()
    try handle.write(contentsOf: Data(first.utf8))
    logs.look()
    try logs.copy("panel.log", to: "panel.log.1")
    try logs.truncate("panel.log")
    try handle.seek(toOffset: 3 << 20)
    let second = logs.line()
    try handle.write(contentsOf: Data(second.utf8))
    logs.settle()
    #expect(Set(logs.committed.map { $0.replacing("\0", with: "") }) == [first, second])
    #expect(logs.committed.count == 2)
    #expect(logs.sink.generations.map(\.size).max() == 3 << 20 + second.utf8.count)
  }

  @Test func `much at once is read in commits of limited size, oldest generation first`() throws {
    let logs = try LiveLogs("panel.log")
    let line = logs.line(String(repeating: "x", count: 200))
    let first = try logs.append("panel.log.1", logs.line() + String(repeating: line, count: 20_000))
    let second = try logs.append("panel.log", logs.line())
    logs.look()
    #expect(logs.sink.database[1]?.rows.count == 20_001)
    #expect(logs.committed == [first, second])
  }
}
