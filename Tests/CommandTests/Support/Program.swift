import Foundation
import TestSupport

/// The built program, run as a user runs it.
enum Program {
  /// What one run said and how it ended.
  struct Run {
    var output: String
    var errors: String
    /// What a shell calls it: 128 and the signal's number where a signal ended it.
    var status: Int32

    var outputLines: [Substring] { output.split(separator: "\n", omittingEmptySubsequences: false).dropLast() }
  }

  /// It lies beside the bundle of the tests; `OXTAIL_PROGRAM` names another one, such as an optimised build.
  static let path: String = {
    if let path = ProcessInfo.processInfo.environment["OXTAIL_PROGRAM"] { return path }
    let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let path = URL(filePath: bundle).deletingLastPathComponent().appending(path: "oxtail").path()
    precondition(FileManager.default.isExecutableFile(atPath: path), "no program at \(path): swift build --build-tests")
    return path
  }()

  /// Nothing of the machine's settings reaches the program.
  static let environment = ["PATH": "/usr/bin:/bin", "COLUMNS": "80", "TZ": "UTC", "LC_ALL": "C.UTF-8"]

  /// - Parameters:
  ///   - input: What stands on standard input; nothing by default.
  ///   - changes: Variables that differ from ``environment``.
  ///   - directory: Where it runs; names in its output are relative to that.
  ///   - output: A file or device for standard output instead of what is returned.
  ///   - program: A copy of it elsewhere.
  ///   - launcher: A command that runs it, such as `setpriv`.
  static func run(
    _ arguments: [String], input: [UInt8] = [], environment changes: [String: String] = [:],
    in directory: String = Repository.root, output: String? = nil, program: String = path, launcher: [String] = []
  ) throws -> Run {
    let process = Process()
    let command = launcher + [program] + arguments
    process.executableURL = URL(filePath: command[0])
    process.arguments = Array(command.dropFirst())
    process.environment = environment.merging(changes) { $1 }
    process.currentDirectoryURL = URL(filePath: directory)
    // Files instead of pipes: nothing has to be read while it runs, so nothing can wait for anything.
    let files = try TemporaryDirectory()
    process.standardInput = FileHandle(forReadingAtPath: try files.write("in", input))
    let outputPath = try output ?? files.write("out", "")
    process.standardOutput = FileHandle(forWritingAtPath: outputPath)
    process.standardError = FileHandle(forWritingAtPath: try files.write("err", ""))
    try process.run()
    process.waitUntilExit()
    return Run(
      output: output == nil ? try String(contentsOfFile: outputPath, encoding: .utf8) : "",
      errors: try String(contentsOfFile: files.path + "/err", encoding: .utf8), status: process.shellStatus)
  }

  static func run(_ arguments: String..., input: String = "") throws -> Run {
    try run(arguments, input: Array(input.utf8))
  }
}
