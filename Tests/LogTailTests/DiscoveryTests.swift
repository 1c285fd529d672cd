import Foundation
import TestSupport
import Testing

@testable import LogTail

struct DiscoveryTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  /// What is found below the directory, relative to it; named files with a star.
  private func found(_ names: String...) -> (files: [String], unreadable: [String]) {
    let (files, unreadable) = Discovery.files(for: names.map { directory.path + ($0.isEmpty ? "" : "/" + $0) })
    func relative(_ path: String) -> String { path.replacing(directory.path + "/", with: "") }
    return (
      files.map { relative($0.path) + ($0.isNamed ? "*" : "") },
      unreadable.map { relative($0.path) + ($0.isNamed ? "*" : "") + " \($0.reason)" }
    )
  }

  @Test func `files come in the order named, those of directories in the order of their paths`() throws {
    for name in ["b/z.log", "b/a.log", "a.log", "c.log", "b/x/deep/er/panel.log"] { try directory.write(name, "x") }
    #expect(found("c.log", "b", "a.log").files == ["c.log*", "b/a.log", "b/x/deep/er/panel.log", "b/z.log", "a.log*"])
    #expect(found("").files == ["a.log", "b/a.log", "b/x/deep/er/panel.log", "b/z.log", "c.log"])
  }

  @Test func `slashes behind a directory do not double`() throws {
    try directory.write("b/a.log", "x")
    #expect(found("b///").files == ["b/a.log"])
  }

  @Test func `hidden files and directories are left out unless named`() throws {
    for name in [".hidden.log", ".git/config", "a.log"] { try directory.write(name, "x") }
    #expect(found("").files == ["a.log"])
    #expect(found(".hidden.log", ".git").files == [".hidden.log*", ".git/config"])
  }

  @Test func `a link to a file is read, a link to a directory only where it is named`() throws {
    try directory.write("real/panel.log", "x")
    let other = try TemporaryDirectory()
    try other.write("elsewhere.log", "x")
    try directory.makeDirectory("links")
    try directory.link("links/file.log", to: other.path + "/elsewhere.log")
    try directory.link("links/directory", to: directory.path + "/real")
    try directory.link("links/loop", to: directory.path + "/links")
    try directory.link("links/up", to: "..")
    #expect(found("links").files == ["links/file.log"])
    #expect(found("links").unreadable == [])
    #expect(found("links/directory").files == ["links/directory/panel.log"])
    #expect(found("links/file.log").files == ["links/file.log*"])
  }

  @Test func `a link to nothing and a link to itself are said`() throws {
    try directory.link("gone.log", to: "nowhere.log")
    try directory.link("self.log", to: "self.log")
    #expect(found("").unreadable == ["gone.log deadLink", "self.log deadLink"])
    #expect(found("gone.log").unreadable == ["gone.log* noSuchFile"])
    #expect(found("self.log").unreadable == ["self.log* failed(errno: \(ELOOP))"])
  }

  @Test func `what is missing is said, and the rest is read`() throws {
    try directory.write("a.log", "x")
    let answer = found("missing.log", "a.log", "a.log/below")
    #expect(answer.files == ["a.log*"])
    #expect(answer.unreadable == ["missing.log* noSuchFile", "a.log/below* noSuchFile"])
  }

  @Test func `a fifo is no log: said where it is named, left out where it is met`() throws {
    try directory.write("a.log", "x")
    #expect(unsafe mkfifo(directory.path + "/pipe.log", 0o600) == 0)
    #expect(found("pipe.log").unreadable == ["pipe.log* notAFile"])
    #expect(found("").files == ["a.log"])
    #expect(found("").unreadable == [])
  }

  @Test(.disabled(if: geteuid() == 0, "root may read everything"))
  func `what may not be read is said`() throws {
    let secret = try directory.makeDirectory("secret")
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: secret)
    defer { try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: secret) }
    #expect(found("").unreadable == ["secret permissionDenied"])
  }

  @Test func `a file that is named twice, or named and met, is read once`() throws {
    try directory.write("b/a.log", "x")
    #expect(found("b/a.log", "b/a.log").files == ["b/a.log*"])
    #expect(found("b", "b/a.log").files == ["b/a.log*"])
    #expect(found("b/a.log", "b", "").files == ["b/a.log*"])
  }

  @Test func `a tree deeper than any log tree ends the walk`() throws {
    let deep = Array(repeating: "d", count: 15).joined(separator: "/")
    try directory.write(deep + "/in.log", "x")
    try directory.write(deep + "/d/d/out.log", "x")
    #expect(found("").files == [deep + "/in.log"])
  }

  @Test func `strange names do not stop the walk`() throws {
    for name in ["a\nb.log", "ü.log", "-", "'; rm.log"] { try directory.write(name, "x") }
    #expect(found("").files.count == 4)
  }

  @Test func `a name that is no UTF-8 cannot be opened, and that is said`() throws {
    try directory.write("a.log", "x")
    let name = (Array((directory.path + "/b").utf8) + [0xFF, 0]).map { CChar(bitPattern: $0) }
    let descriptor = unsafe open(name, O_CREAT | O_WRONLY, 0o600)
    #expect(descriptor >= 0)
    close(descriptor)
    #expect(found("").files == ["a.log"])
    #expect(found("").unreadable == ["b\u{FFFD} nameNotUTF8"])
  }
}
