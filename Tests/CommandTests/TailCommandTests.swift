import Foundation
import TestSupport
import Testing

@testable import oxtail

/// The live view as a user meets it: the built program beside logs that are being written.
struct TailCommandTests {
  private static let story = Repository.root + "/" + ScanCommandTests.story

  /// A live view that runs beside the test.
  private final class Tail {
    let process = Process()
    let files: TemporaryDirectory

    init(_ arguments: [String]) throws {
      files = try TemporaryDirectory()
      process.executableURL = URL(filePath: "/usr/bin/env")
      // Whoever runs the tests in the background has them ignore the signal, and what they start too.
      process.arguments = ["--default-signal=INT", Program.path, "tail"] + arguments
      process.environment = Program.environment
      process.standardOutput = FileHandle(forWritingAtPath: try files.write("out", ""))
      process.standardError = FileHandle(forWritingAtPath: try files.write("err", ""))
      try process.run()
    }

    var output: String { (try? String(contentsOfFile: files.path + "/out", encoding: .utf8)) ?? "" }
    var errors: String { (try? String(contentsOfFile: files.path + "/err", encoding: .utf8)) ?? "" }

    /// Waits until the output holds `words`.
    func wait(for words: String) async throws -> Bool { try await eventually { output.contains(words) } }

    func end() async throws -> Int32 {
      try await process.end(SIGINT)
      return process.shellStatus
    }
  }

  private func bytes(_ name: String) throws -> [UInt8] { try Repository.bytes(of: Self.story + "/" + name) }

  private func write(_ logs: TemporaryDirectory) throws {
    try logs.append("plesk1/panel.log", try bytes("plesk-06a/panel.log"))
    try logs.append("ox1/open-xchange.log.0", try bytes("ox-06a/open-xchange.log.0"))
  }

  @Test func `what comes is shown once, linked and explained, and an interrupt ends it with 130`() async throws {
    let logs = try TemporaryDirectory()
    let tail = try Tail([logs.path])
    #expect(try await tail.wait(for: "live from here"))
    try write(logs)
    #expect(try await tail.wait(for: "INCIDENT"))
    #expect(try await tail.wait(for: "⇄"))
    #expect(try await tail.end() == 130)
    let lines = tail.output.split(separator: "\n")
    // A command stays whole, to be copied.
    #expect(lines.allSatisfy { SafeText(joining: String($0)).width <= 80 || $0.contains(" /opt/open-xchange/sbin/") })
    let records = lines.filter { $0.contains(" Plesk ") && $0.contains("limit.contexts") }
    #expect(!records.isEmpty && Set(records).count == records.count)
    #expect(tail.output.contains("▌ OWNER"))
    // What records mean together stands behind them.
    let pair = try #require(lines.firstIndex { $0.contains("⇄") })
    #expect(lines[..<pair].contains { $0.contains(" Plesk ") } && lines[..<pair].contains { $0.contains(" OX  ") })
  }

  @Test func `of what was there before the newest records are shown, and its incidents named`() async throws {
    let logs = try TemporaryDirectory()
    try write(logs)
    let tail = try Tail([logs.path, "-n", "2"])
    #expect(try await tail.wait(for: "live from here; before: OX-"))
    #expect(try await tail.end() == 130)
    #expect(tail.output.split(separator: "\n").count { $0.contains(" Plesk ") || $0.contains(" OX  ") } == 2)
    #expect(!tail.output.contains("INCIDENT"))
  }

  @Test func `each line of jsonl is an object with its type`() async throws {
    let logs = try TemporaryDirectory()
    let tail = try Tail([logs.path, "-o", "jsonl"])
    #expect(try await tail.wait(for: #""type":"live""#))
    try write(logs)
    #expect(try await tail.wait(for: #""type":"incident""#))
    #expect(try await tail.end() == 130)
    let types = try tail.output.split(separator: "\n").map { try JSONValue(text: String($0))["type"]?.string }
    #expect(Set(types).isSuperset(of: ["record", "failure", "incident", "live"]))
  }

  @Test func `only incidents are shown where only they are asked for`() async throws {
    let logs = try TemporaryDirectory()
    let tail = try Tail([logs.path, "--incidents-only"])
    #expect(try await tail.wait(for: "live from here"))
    try write(logs)
    #expect(try await tail.wait(for: "INCIDENT"))
    #expect(try await tail.end() == 130)
    #expect(!tail.output.contains(" Plesk  "))
  }

  @Test func `the same on another host is an incident of its own, with its first command`() async throws {
    let logs = try TemporaryDirectory()
    let tail = try Tail([logs.path, "--incidents-only"])
    #expect(try await tail.wait(for: "live from here"))
    for count in 1...2 {
      let line =
        "[2022-05-17 10:3\(count):19] ERR [panel] Configuration of Open-Xchange for a\(count).example failed: SoapFault exception: [HTTP] Forbidden\n"
      try logs.append("plesk\(count)/panel.log", Array(line.utf8))
      #expect(
        try await eventually { tail.output.split(separator: "\n").count { $0.contains("INCIDENT") } == count },
        "\(tail.output)")
    }
    #expect(try await tail.end() == 130)
    #expect(tail.output.contains("▌   apachectl -t"))
  }

  @Test func `a rotated log is gone on with, and what was shown is not shown again`() async throws {
    let logs = try TemporaryDirectory()
    let tail = try Tail([logs.path, "-g", "Maximum number of contexts"])
    #expect(try await tail.wait(for: "live from here"))
    try write(logs)
    #expect(try await tail.wait(for: "limit.contexts"))
    let count = tail.output.split(separator: "\n").count { $0.contains(" Plesk ") }
    try logs.rotate("plesk1/panel.log", .rename)
    let next = String(decoding: try bytes("plesk-06a/panel.log"), as: UTF8.self).replacing(
      "2022-05-17", with: "2022-05-19")
    try logs.append("plesk1/panel.log", Array(next.utf8))
    #expect(try await tail.wait(for: "2022-05-19"))
    // What would be shown again would be shown by then.
    try await Task.sleep(for: .seconds(1))
    #expect(try await tail.end() == 130)
    #expect(tail.output.split(separator: "\n").count { $0.contains(" Plesk ") } == 2 * count)
  }

  @Test func `terms tell what is shown, of records and of what they mean`() async throws {
    let logs = try TemporaryDirectory()
    let tail = try Tail([logs.path, "side:plesk", "contexts"])
    let other = try Tail([logs.path, "-side:ox", "-o", "jsonl"])
    #expect(try await tail.wait(for: "live from here"))
    #expect(try await other.wait(for: #""type":"live""#))
    try write(logs)
    #expect(try await tail.wait(for: "INCIDENT"))
    #expect(try await other.wait(for: #""type":"record""#))
    #expect(try await tail.end() == 130)
    #expect(try await other.end() == 130)
    #expect(tail.output.contains(" Plesk ") && !tail.output.contains(" OX  "))
    let records = other.output.split(separator: "\n").filter { $0.contains(#""type":"record""#) }
    #expect(records.allSatisfy { !$0.contains(#""side":"ox""#) })
    #expect(tail.errors.contains("showing records with 'contexts'"))
  }

  @Test(arguments: TemporaryDirectory.Rotation.allCases)
  func `a record that a rotation splits is shown whole`(rotation: TemporaryDirectory.Rotation) async throws {
    let logs = try TemporaryDirectory()
    let tail = try Tail([logs.path, "--raw"])
    #expect(try await tail.wait(for: "live from here"))
    let lines = try String(decoding: bytes("ox-06a/open-xchange.log.0"), as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    let name = "ox1/open-xchange.log.0"
    func append(_ lines: ArraySlice<Substring>) throws {
      try logs.append(name, Array((lines.joined(separator: "\n") + "\n").utf8))
    }
    // In the middle of a stack.
    let cut = try #require(lines.firstIndex { $0.hasPrefix("\tat com.openexchange.admin") }) + 1
    try append(lines[..<cut])
    #expect(try await tail.wait(for: String(lines[cut - 1].dropFirst())))
    try logs.rotate(name, rotation)
    try append(lines[cut..<(cut + 1)])
    // The rest alone holds no head.
    #expect(try await tail.wait(for: String(lines[cut].dropFirst())))
    #expect(tail.output.contains(" more "))
    try append(lines[(cut + 1)...])
    #expect(try await tail.wait(for: "INCIDENT") || tail.output.contains("limit.contexts"))
    #expect(try await tail.end() == 130)
  }

  /// Whoever leaves at the last line lets all be written first: nothing fails that could tell.
  @Test(arguments: ["{ read line; }", "sed '/live from here/q'"])
  func `a reader that goes away ends it silently`(reader: String) throws {
    let logs = try TemporaryDirectory()
    try write(logs)
    let tail = "{ timeout 120 \"$oxtail\" tail \(logs.path) -q --calls --raw -n 500; echo \"status $?\" >&2; }"
    let run = try Program.run(
      [], environment: ["oxtail": Program.path], program: tail + " | \(reader)", launcher: ["/bin/sh", "-c"])
    #expect(run.errors == "status 141\n")
  }

  @Test func `an assumed zone and host are said once`() async throws {
    let logs = try TemporaryDirectory()
    func failure(_ number: Int) -> [UInt8] {
      let text = "SoapFault exception: [HTTP] Forbidden"
      return Array(
        "[2022-05-17 1\(number):33:19] ERR [panel] Configuration of Open-Xchange for a\(number).example failed: \(text)\n"
          .utf8)
    }
    try logs.append("panel.log", failure(0))
    let tail = try Tail([logs.path + "/panel.log"])
    #expect(try await tail.wait(for: "live from here"))
    try logs.append("panel.log", failure(1))
    #expect(try await tail.wait(for: "a1.example"))
    #expect(try await tail.end() == 130)
    #expect(
      tail.errors.ranges(of: "panel.log: UTC assumed; correct it with --timezone-of").count == 1, "\(tail.errors)")
    #expect(tail.errors.ranges(of: "no host named for ").count == 1, "\(tail.errors)")
  }

  @Test func `a file that is not there yet is said, and read when it is`() async throws {
    let logs = try TemporaryDirectory()
    let tail = try Tail([logs.path + "/panel.log"])
    #expect(try await tail.wait(for: "live from here"))
    #expect(tail.errors.contains("panel.log: is not there"))
    try logs.append("panel.log", try bytes("plesk-06a/panel.log"))
    #expect(try await tail.wait(for: "limit.contexts"))
    #expect(try await tail.end() == 130)
  }
}
