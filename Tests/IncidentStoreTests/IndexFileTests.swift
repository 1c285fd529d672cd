import Foundation
import TestSupport
import Testing

@testable import IncidentStore

/// What is kept beside an index.
struct IndexFileTests {
  @Test func `a file is kept whole, for its owner alone, in the place of the one before`() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/x.key"
    for bytes in [[UInt8](1...9), [7]] {
      try IndexFile.keep(bytes, at: path)
      #expect(try directory.contents("x.key") == bytes)
    }
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["x.key"])
  }

  @Test func `what cannot be kept says why`() throws {
    let directory = try TemporaryDirectory()
    let error = #expect(throws: StoreError.self) {
      try IndexFile.keep([1], at: directory.path + "/nowhere/x.key")
    }
    #expect(error?.code == .cannotCreate)
    #expect(error?.message == "cannot be made: No such file or directory")
  }

  @Test(.enabled(if: geteuid() == 0, "only root can give a file away"))
  func `root leaves an index that it repaired, and its lock, to the owner`() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/oxtail.db"
    _ = try IndexWriter(path: path, words: "the test") { Hashes.fnv($0) }
    let manager = FileManager.default
    try manager.removeItem(atPath: path + ".lock")
    try manager.setAttributes([.ownerAccountID: 65534, .groupOwnerAccountID: 65534], ofItemAtPath: path)
    let outcome = try IndexSalvage(path: path) { _ in false }.run(words: "the test")
    #expect(manager.fileExists(atPath: outcome.damaged))
    for name in [path, path + ".lock"] {
      let attributes = try manager.attributesOfItem(atPath: name)
      #expect(attributes[.ownerAccountID] as? Int == 65534, "\(name)")
      #expect(attributes[.groupOwnerAccountID] as? Int == 65534, "\(name)")
    }
  }
}
