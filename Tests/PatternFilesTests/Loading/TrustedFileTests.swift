import Foundation
import TestSupport
import Testing

@testable import PatternFiles

struct TrustedFileTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  private func file(_ bytes: [UInt8] = Array("a: b\n".utf8), mode: Int = 0o644) throws -> String {
    let path = try directory.write("a.yaml", bytes)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    return path
  }

  private func refusal(_ path: String) -> (code: PatternLoadError.Code, message: String, line: Int?)? {
    let error = #expect(throws: PatternLoadError.self) { try TrustedFile.text(of: path) }
    return error.map { ($0.code, $0.errors.first?.message ?? "", $0.errors.first?.line) }
  }

  @Test(arguments: [0o644, 0o600, 0o400, 0o664, 0o755])
  func `what others cannot write is read`(mode: Int) throws {
    #expect(try TrustedFile.text(of: file(mode: mode)) == "a: b\n")
  }

  @Test(arguments: [0o646, 0o602, 0o666, 0o777])
  func `what others can write is refused, with what to do`(mode: Int) throws {
    let refusal = refusal(try file(mode: mode))
    #expect(refusal?.code == .untrusted)
    #expect(
      refusal?.message
        == "is writable by everybody (mode \(String(mode, radix: 8))) and therefore not trusted; run `chmod o-w` on it")
  }

  @Test func `a link to what others can write is refused too`() throws {
    let path = try file(mode: 0o666)
    #expect(refusal(try directory.link("link.yaml", to: path))?.code == .untrusted)
  }

  @Test(.enabled(if: geteuid() == 0, "only root can give a file away"))
  func `a file of somebody else is refused`() throws {
    let path = try file()
    #expect(unsafe chown(path, 65_534, 65_534) == 0)
    let refusal = refusal(path)
    #expect(refusal?.code == .untrusted)
    #expect(refusal?.message.hasPrefix("belongs to user 65534, neither to root nor to you (0)") == true)
  }

  @Test func `an untrusted file in a directory stops the loading with 78`() throws {
    _ = try file(Array(Entry.rule.utf8), mode: 0o666)
    let error = #expect(throws: PatternLoadError.self) { try PatternLoader.load(directories: [directory.path]) }
    #expect(error?.exitCode == 78)
  }

  @Test func `a file that is not there, a directory and a fifo are no pattern files`() throws {
    #expect(refusal(directory.path + "/nowhere.yaml")?.code == .missing)
    #expect(refusal(directory.path)?.code == .unreadable)
    #expect(unsafe mkfifo(directory.path + "/fifo.yaml", 0o600) == 0)
    #expect(refusal(directory.path + "/fifo.yaml")?.message == "is no regular file; it must be one")
    #expect(refusal("/dev/zero")?.code == .unreadable)
  }

  @Test(arguments: [
    (Array("a: b\nc: ".utf8) + [0xFF, 0x0A], 2), ([0, 0x0A], 1), (Array("a\n\nb\n".utf8) + [0xC3], 4),
  ])
  func `bytes that are no text are refused with the line`(bytes: [UInt8], line: Int) throws {
    let refusal = refusal(try file(bytes))
    #expect(refusal?.code == .invalid)
    #expect(refusal?.message == "holds bytes that are no UTF-8; save the file as UTF-8")
    #expect(refusal?.line == line)
  }

  @Test func `a file has a bound`() throws {
    let bytes = [UInt8](repeating: UInt8(ascii: "#"), count: TrustedFile.bytesMax)
    #expect(try TrustedFile.text(of: file(bytes)).utf8.count == TrustedFile.bytesMax)
    #expect(refusal(try file(bytes + [0x0A]))?.message == "is longer than 4 MiB; split it into several files")
  }
}
