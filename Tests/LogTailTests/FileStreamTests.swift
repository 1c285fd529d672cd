import Foundation
import TestSupport
import Testing

@testable import LogTail

struct FileStreamTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  @Test(arguments: [1, 2, 3, 7, 10, 11, 256 * 1024])
  func `batches are of the size asked for and together the file`(batchBytes: Int) throws {
    let bytes = Array("0123456789".utf8)
    let stream = try FileStream(path: directory.write("a.log", bytes))
    let batches = try batches(of: stream, batchBytes: batchBytes)
    #expect(batches.flatMap { $0 } == bytes)
    #expect(batches.dropLast().allSatisfy { $0.count == batchBytes })
    #expect(stream.offset == 10)
  }

  @Test func `an empty file has no batch`() throws {
    #expect(try batches(of: FileStream(path: directory.write("a.log", "")), batchBytes: 16) == [])
  }

  @Test func `what is appended while it is read is read too, and what is cut off ends it`() throws {
    let path = try directory.write("a.log", "0123456789")
    let stream = try FileStream(path: path)
    #expect(stream.size == 10)
    var buffer = [UInt8](repeating: 0, count: 8)
    #expect(try stream.read(into: &buffer) == 8)
    let writer = try #require(FileHandle(forUpdatingAtPath: path))
    try writer.seekToEnd()
    writer.write(Data("abc".utf8))
    #expect(String(decoding: try bytes(of: stream), as: UTF8.self) == "89abc")
    try writer.truncate(atOffset: 0)
    #expect(try stream.read(into: &buffer) == 0)
  }

  @Test(arguments: [(0, 0, "0123456789"), (4, 4, "456789"), (10, 10, ""), (11, 10, ""), (Int.max >> 2, 10, "")])
  func `what is passed over does not come`(count: Int, passed: Int, rest: String) throws {
    let stream = try FileStream(path: directory.write("a.log", "0123456789"))
    #expect(try stream.skip(count) == passed)
    #expect(String(decoding: try bytes(of: stream), as: UTF8.self) == rest)
  }

  @Test func `a directory and a missing file throw what is wrong with them`() throws {
    #expect(throws: UnreadablePath(path: directory.path + "/a", reason: .noSuchFile, isNamed: false)) {
      _ = try FileStream(path: directory.path + "/a")
    }
    let error = #expect(throws: UnreadablePath.self) { _ = try bytes(of: FileStream(path: directory.path)) }
    #expect(error?.path == directory.path)
  }

  @Test(arguments: [0, 1, 3, 4, 5, 10, 12])
  func `a stream that was looked at comes whole`(peeked: Int) throws {
    let stream = PeekedStream(Bytes("0123456789", batchBytes: 3))
    #expect(Array(try stream.peek(peeked)) == Array("0123456789".utf8.prefix(peeked)))
    #expect(Array(try stream.peek(2)) == Array("01".utf8))
    #expect(try stream.skip(1) == 1)
    #expect(Array(try stream.peek(2)) == Array("12".utf8))
    #expect(String(decoding: try bytes(of: stream), as: UTF8.self) == "123456789")
  }
}
