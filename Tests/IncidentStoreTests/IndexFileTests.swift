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
}
