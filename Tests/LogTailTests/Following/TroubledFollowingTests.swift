import Foundation
import TestSupport
import Testing

@testable import LogTail

/// Files that are no logs any more, cannot be read, or are not there.
struct TroubledFollowingTests {
  enum Replacement: String, CaseIterable {
    case link, fifo, directory, hardLink
  }

  @Test(arguments: Replacement.allCases)
  func `what takes a log's place and is no log is refused with a word, and the old file is read on`(
    kind: Replacement
  ) throws {
    let logs = try LiveLogs("logs/panel.log")
    try logs.directory.write("secret", "root:canary:Canary-1\nmore than sixteen bytes\n")
    let handle = try FileHandle(forWritingTo: URL(filePath: try logs.directory.write("logs/panel.log", "")))
    var text = logs.line()
    try handle.write(contentsOf: Data(text.utf8))
    logs.look()
    let path = logs.path("logs/panel.log")
    try logs.remove("logs/panel.log")
    switch kind {
    case .link: try logs.directory.link("logs/panel.log", to: logs.path("secret"))
    case .fifo: try POSIXFiles.makeFifo(path)
    case .directory: try logs.directory.makeDirectory("logs/panel.log")
    case .hardLink: try POSIXFiles.link(logs.path("secret"), path)
    }
    logs.look()
    let more = logs.line()
    try handle.write(contentsOf: Data(more.utf8))
    text += more
    logs.look()
    #expect(logs.committed == [text])
    let word: FollowNote? =
      switch kind {
      case .link: .refused(path: path, .link)
      case .fifo: .refused(path: path, .fifo)
      // A directory is followed as one.
      case .directory: nil
      case .hardLink: .hardLink(path: path)
      }
    if let word { #expect(logs.notes.filter { $0 == word }.count == 1) }
  }

  @Test func `a device is no log`() throws {
    let tree = SystemTree(patterns: [FollowPattern(path: "/dev/null")])
    let look = tree.look()
    #expect(look.sightings.map(\.status.kind) == [.device])
  }

  @Test func `a link is followed only where that is asked for`() throws {
    for isAsked in [false, true] {
      let logs = try LiveLogs("logs/current.log", followsLinks: isAsked)
      let text = logs.line()
      try logs.directory.write("elsewhere.log", text)
      try logs.directory.makeDirectory("logs")
      try logs.directory.link("logs/current.log", to: logs.path("elsewhere.log"))
      logs.look()
      #expect(logs.committed == (isAsked ? [text] : []))
    }
  }

  @Test func `a file and a directory that do not exist yet are said once, and read when they come`() throws {
    let logs = try LiveLogs("later/panel.log", "deep/*/open-xchange.log.0")
    logs.look()
    logs.look()
    #expect(logs.notes == [.unreadable(path: logs.path("later"), .noSuchFile)])
    let one = try logs.append("later/panel.log", logs.line())
    let other = try logs.append("deep/ox1/open-xchange.log.0", logs.line())
    logs.look()
    #expect(Set(logs.committed) == [one, other])
    #expect(logs.notes.contains(.readableAgain(path: logs.path("later"))))
  }

  @Test func `a directory that vanishes and comes back loses nothing`() throws {
    let logs = try LiveLogs("logs/panel.log")
    var text = try logs.append("logs/panel.log", logs.line())
    logs.look()
    text += try logs.append("logs/panel.log", logs.line())
    try logs.rename("logs", to: "away")
    logs.look()
    #expect(logs.committed == [text])
    text += try logs.append("away/panel.log", logs.line())
    logs.settle()
    try logs.rename("away", to: "logs")
    text += try logs.append("logs/panel.log", logs.line())
    logs.look()
    #expect(logs.committed == [text])
  }

  @Test func `an index that cannot be written keeps its place, and that is said once`() throws {
    let logs = try LiveLogs("panel.log")
    var text = try logs.append("panel.log", logs.line())
    logs.look()
    logs.sink.isFailing = true
    for _ in 0..<5 {
      text += try logs.append("panel.log", logs.line())
      #expect(!logs.follower.turn().isBehind)
    }
    logs.sink.isFailing = false
    logs.look()
    #expect(logs.committed == [text])
    #expect(logs.notes == [.trouble("the disk is full"), .troubleOver])
  }

  @Test func `a deleted file is read to its end, and closed soon after the log went on elsewhere`() throws {
    let logs = try LiveLogs("panel.log")
    let handle = try FileHandle(forWritingTo: URL(filePath: try logs.directory.write("panel.log", "")))
    var text = logs.line()
    try handle.write(contentsOf: Data(text.utf8))
    logs.look()
    let key = try #require(logs.sink.generations.first?.key)
    try logs.remove("panel.log")
    for _ in 0..<20 {
      let more = logs.line()
      try handle.write(contentsOf: Data(more.utf8))
      text += more
      logs.nowMs += 60_000
      logs.look()
    }
    #expect(logs.committed == [text])
    #expect(logs.follower.holds(key))
    let next = try logs.append("panel.log", logs.line())
    logs.look()
    logs.nowMs += 5_000
    logs.look()
    #expect(!logs.follower.holds(key))
    #expect(logs.committed == [text, next])
    #expect(logs.sink.generations.first?.isClosed == true)
  }

  @Test func `a deleted file that nothing follows is let go after ten minutes, with a word`() throws {
    let logs = try LiveLogs("panel.log")
    try logs.append("panel.log", logs.line())
    logs.look()
    let key = try #require(logs.sink.generations.first?.key)
    try logs.remove("panel.log")
    logs.nowMs += 599_000
    logs.look()
    #expect(logs.follower.holds(key))
    logs.nowMs += 1_000
    logs.look()
    #expect(!logs.follower.holds(key))
    #expect(logs.notes.contains(.letGo(path: logs.path("panel.log"))))
  }

  @Test func `what happens again is said again, once a log was read in between`() throws {
    let logs = try LiveLogs("panel.log")
    let path = logs.path("panel.log")
    for count in 1...3 {
      try logs.append("panel.log", logs.line())
      logs.look()
      try logs.remove("panel.log")
      logs.nowMs += 600_000
      logs.look()
      try logs.directory.link("panel.log", to: "elsewhere")
      logs.look()
      logs.look()
      try logs.remove("panel.log")
      #expect(logs.notes.count { $0 == .letGo(path: path) } == count)
      #expect(logs.notes.count { $0 == .refused(path: path, .link) } == count)
    }
  }

  @Test func `bytes that are gone unread are told each time`() throws {
    let logs = try LiveLogs("panel.log")
    for count in 1...2 {
      try logs.append("panel.log", logs.line())
      logs.look()
      logs.sink.isFailing = true
      let lost = try logs.append("panel.log", logs.line()).utf8.count
      logs.look()
      try logs.truncate("panel.log")
      logs.sink.isFailing = false
      logs.look()
      logs.settle()
      let loss = FollowNote.destroyed(path: logs.path("panel.log"), byteCount: lost)
      #expect(logs.notes.count { $0 == loss } == count)
    }
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func `a permission that is lost and regained costs nothing`() throws {
    let logs = try LiveLogs("panel.log")
    var text = try logs.append("panel.log", logs.line())
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: logs.path("panel.log"))
    logs.look()
    logs.look()
    #expect(logs.committed == [])
    #expect(logs.notes == [.unreadable(path: logs.path("panel.log"), .permissionDenied)])
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: logs.path("panel.log"))
    text += try logs.append("panel.log", logs.line())
    logs.look()
    #expect(logs.committed == [text])
  }

  @Test func `more logs than files may be open are followed`() throws {
    var limits = FollowLimits()
    limits.handlesMax = 5
    let logs = try LiveLogs(limits: limits)
    var texts: [String] = []
    for number in 0..<30 { texts.append(try logs.append("\(number).log", logs.line())) }
    // A turn opens no more than that.
    _ = logs.follower.turn()
    #expect(logs.follower.tracks.count == 5)
    logs.look()
    for number in 0..<30 { texts[number] += try logs.append("\(number).log", logs.line()) }
    logs.look()
    #expect(Set(logs.committed) == Set(texts))
    #expect(logs.committed.count == 30)
    // What does not change is not opened again.
    let open = Set(logs.follower.held.keys)
    for _ in 0..<5 { #expect(!logs.follower.turn().isBehind) }
    #expect(Set(logs.follower.held.keys) == open)
    // Those that are held grow all the time, and the others are read all the same.
    for _ in 0..<40 {
      let held = Set(logs.follower.held.values.compactMap { logs.follower.tracks[$0]?.path })
      for number in 0..<30 where held.contains(logs.path("\(number).log")) {
        texts[number] += try logs.append("\(number).log", logs.line())
      }
      _ = logs.follower.turn()
    }
    for number in 0..<30 { texts[number] += try logs.append("\(number).log", logs.line()) }
    logs.look()
    #expect(Set(logs.committed) == Set(texts))
  }
}
