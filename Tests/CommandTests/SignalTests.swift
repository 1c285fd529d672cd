import Foundation
import TestSupport
import Testing

struct SignalTests {
  /// Runs a line of the shell in which `"$oxtail"` is the program.
  private func shell(_ line: String) throws -> Program.Run {
    try Program.run(
      [], environment: ["oxtail": Program.path], program: line, launcher: ["/bin/sh", "-c"])
  }

  @Test(arguments: ["scan SampleLogs -q -o json", "scan SampleLogs -q -o text", "patterns list -o json"])
  func `a reader that goes away ends the program silently`(command: String) throws {
    // The program starts when the reader has gone already: whatever it writes is refused, however much a pipe holds.
    let run = try shell(
      "{ while env printf x; do :; done 2> /dev/null; \"$oxtail\" \(command); echo \"status $?\" >&2; } | head -c 1 > /dev/null"
    )
    #expect(run.errors == "status 141\n")
  }

  @Test func `a pipe that nobody reads is told by the signal, even where the caller ignores it`() throws {
    let run = try shell(
      "trap '' PIPE; { \"$oxtail\" scan SampleLogs -q -o json; echo \"status $?\" >&2; } | head -c 1 > /dev/null")
    #expect(run.errors == "status 141\n")
  }

  @Test func `an interrupt ends the program with 130`() async throws {
    let process = Process()
    // Whoever runs the tests in the background has them ignore the signal, and what they start too.
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["--default-signal=INT", Program.path, "scan", "-"]
    process.environment = Program.environment
    // Nothing comes, and no end either: it waits until it is told to stop.
    let input = Pipe()
    process.standardInput = input
    let files = try TemporaryDirectory()
    let output = try files.write("out", "")
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle(forWritingAtPath: output)
    try process.run()
    // Again and again, because the first ones may come before `env` has done its work.
    _ = try await eventually {
      process.interrupt()
      return !process.isRunning
    }
    try await process.end(SIGTERM)
    #expect(process.shellStatus == 130)
    #expect(try Repository.bytes(of: output) == [])
    try input.fileHandleForWriting.close()
  }
}
