import Foundation
import TestSupport
import Testing

@testable import oxtail

struct NewFileTests {
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  /// Root itself is refused below `/sys`.
  @Test func `what cannot be made says the system's reason`() throws {
    let file = try directory.write("file", "x")
    let places = ["/sys/oxtail", file + "/oxtail", directory.path + "/none/oxtail"]
    for (place, reason) in zip(places, [EACCES, ENOTDIR, ENOENT]) {
      let error = try #require(throws: CommandError.self) { try NewFile.write("text", to: place) }
      #expect(error.exitCode == 73)
      let words = error.what.string
      let isReadOnly = reason == EACCES && words.contains("Read-only")
      #expect(unsafe isReadOnly || words == "cannot be made: \(String(cString: strerror(reason)))", "\(words)")
    }
    let taken = try #require(throws: CommandError.self) { try NewFile.write("text", to: directory.path) }
    #expect(taken.what == "cannot be made: Is a directory")
  }

  @Test func `a file is whole and has its mode, whatever was there`() throws {
    let path = try directory.write("report", "what was there, and longer")
    for mode in [0o600, 0o644] as [mode_t] {
      try NewFile.write("text", to: path, mode: mode)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "text")
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect((attributes[.posixPermissions] as? NSNumber)?.uint32Value == mode)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["report"])
  }
}
