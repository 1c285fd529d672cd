import Foundation

/// Runs a program to its end, for a while at most.
///
/// Its input and what it says go through nameless files: nothing waits for a pipe, and nobody else can open them.
struct ChildProcess {
  /// What an error shows of it.
  private static let outputBytesMax = 2048

  var output: String
  var errors: String
  /// `nil` where it did not end in time and was killed.
  var status: Int32?

  /// - Parameter command: The program's path and its arguments; no shell reads them.
  /// - Throws: Where it cannot be started.
  init(_ command: [String], input: [UInt8], environment: [String: String], seconds: Int) throws {
    // Foundation's own words of it do not say what is wrong.
    guard unsafe access(command[0], X_OK) == 0 else {
      throw Refusal(errorDescription: unsafe String(cString: strerror(errno)))
    }
    let files = try (0..<3).map { _ in try Self.namelessFile() }
    try files[0].write(contentsOf: Data(input))
    try files[0].seek(toOffset: 0)
    let process = Process()
    process.executableURL = URL(filePath: command[0])
    process.arguments = Array(command.dropFirst())
    process.environment = environment
    (process.standardInput, process.standardOutput, process.standardError) = (files[0], files[1], files[2])
    let isOver = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in isOver.signal() }
    try process.run()
    let isInTime = isOver.wait(timeout: .now() + .seconds(seconds)) == .success
    if !isInTime {
      kill(process.processIdentifier, SIGKILL)
      isOver.wait()
    }
    output = try Self.beginning(of: files[1])
    errors = try Self.beginning(of: files[2])
    let isExit = process.terminationReason == .exit
    status = !isInTime ? nil : isExit ? process.terminationStatus : 128 + process.terminationStatus
  }

  private struct Refusal: LocalizedError {
    var errorDescription: String?
  }

  private static func namelessFile() throws -> FileHandle {
    // A template for `mkstemp`, which puts letters in place of the six at its end.
    var path = Array(
      (FileManager.default.temporaryDirectory.path(percentEncoded: false) + "/oxtail.XXXXXX").utf8CString)
    let descriptor = unsafe mkstemp(&path)
    guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    unsafe unlink(path)
    return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  private static func beginning(of file: FileHandle) throws -> String {
    try file.seek(toOffset: 0)
    return String(decoding: try file.read(upToCount: outputBytesMax) ?? Data(), as: UTF8.self)
  }
}
