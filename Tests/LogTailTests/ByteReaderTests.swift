import Foundation
import TestSupport
import Testing

@testable import LogTail

struct ByteReaderTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  private func batches(_ path: String, batchBytes: Int) throws -> [[UInt8]] {
    var reader = try ByteReader(path: path, batchBytes: batchBytes)
    var batches: [[UInt8]] = []
    while try reader.next({ batches.append(copy(of: $0)) }) {}
    return batches
  }

  @Test(arguments: [1, 2, 3, 7, 10, 11, 256 * 1024])
  func `batches are of the size asked for and together the file`(batchBytes: Int) throws {
    let bytes = Array("0123456789".utf8)
    let batches = try batches(directory.write("a.log", bytes), batchBytes: batchBytes)
    #expect(batches.flatMap { $0 } == bytes)
    #expect(batches.dropLast().allSatisfy { $0.count == batchBytes })
    #expect(batches.allSatisfy { !$0.isEmpty })
  }

  @Test func `an empty file has no batch`() throws {
    #expect(try batches(directory.write("a.log", ""), batchBytes: 16) == [])
  }

  @Test func `what is appended while it is read is read too, and what is cut off ends it`() throws {
    let path = try directory.write("a.log", "0123456789")
    var reader = try ByteReader(path: path, batchBytes: 8)
    #expect(reader.size == 10)
    var bytes: [UInt8] = []
    #expect(try reader.next { bytes += copy(of: $0) })
    let writer = try #require(FileHandle(forUpdatingAtPath: path))
    try writer.seekToEnd()
    writer.write(Data("abc".utf8))
    while try reader.next({ bytes += copy(of: $0) }) {}
    #expect(String(decoding: bytes, as: UTF8.self) == "0123456789abc")
    try writer.truncate(atOffset: 0)
    #expect(try reader.next { bytes += copy(of: $0) } == false)
  }

  @Test func `after a rewind everything comes again`() throws {
    var reader = try ByteReader(path: directory.write("a.log", "0123"), batchBytes: 3)
    var bytes: [UInt8] = []
    while try reader.next({ bytes += copy(of: $0) }) {}
    reader.rewind()
    while try reader.next({ bytes += copy(of: $0) }) {}
    #expect(bytes == Array("01230123".utf8))
  }

  @Test func `a directory and a missing file throw what is wrong with them`() throws {
    #expect(throws: UnreadablePath(path: directory.path + "/a", reason: .noSuchFile, isNamed: false)) {
      _ = try batches(directory.path + "/a", batchBytes: 4)
    }
    let error = #expect(throws: UnreadablePath.self) { _ = try batches(directory.path, batchBytes: 4) }
    #expect(error?.path == directory.path)
  }
}
