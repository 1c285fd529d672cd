import Foundation
import TestSupport
import Testing

/// Whatever call of the system a daemon is killed at, or refused, the next one ends where an undisturbed one ends.
struct FaultTests {
  private static let strace = "/usr/bin/strace"
  private static let isPossible =
    FileManager.default.isExecutableFile(atPath: strace)
    && (try? Program.run(["-qq", "-o", "/dev/null", "true"], program: strace))?.status == 0

  /// Of each kind; `make torture` asks for 150.
  private static let faults = ProcessInfo.processInfo.environment["OXTAIL_FAULTS"].flatMap { Int($0) } ?? 40

  enum Fault: String, CaseIterable {
    case kill = "signal=KILL"
    case full = "error=ENOSPC"
    case broken = "error=EIO"

    /// A full disk does not refuse to be asked for the sizes of files.
    var calls: String {
      switch self {
      case .kill: "pwrite64,write,fdatasync,fsync,ftruncate,fallocate,unlink,rename,flock"
      case .full: "pwrite64,fallocate"
      case .broken: "pwrite64,fdatasync,fsync"
      }
    }

    /// Which of the calls: one, or for a while.
    func calls(from number: Int) -> String { self == .kill ? "\(number)" : "\(number)..\(number + 20)" }
  }

  /// The traced daemon stays the test's own child.
  private func launcher(_ fault: Fault, _ more: [String]) -> [String] {
    [Self.strace, "-D", "-f", "-qq", "-e", "trace=" + fault.calls, "-e", "signal=none"] + more
  }

  private func write(to directory: TemporaryDirectory) throws {
    let story = Repository.root + "/" + ScanCommandTests.story
    try directory.copy(story + "/plesk-06a/panel.log", to: "logs/plesk1/panel.log")
    try directory.copy(story + "/ox-06a/open-xchange.log.0", to: "logs/ox1/open-xchange.log.0")
  }

  /// How many such calls an undisturbed daemon makes.
  private func count(_ fault: Fault) async throws -> Int {
    let files = try TemporaryDirectory()
    let daemon = try RunningDaemon(
      launcher: launcher(fault, ["-o", files.path + "/calls"]), prepare: { try write(to: $0) })
    try await daemon.expectWhole("traced")
    return String(decoding: try Repository.bytes(of: files.path + "/calls"), as: UTF8.self).split(separator: "\n").count
  }

  @Test(.enabled(if: isPossible, "strace is not installed, or may not trace"), arguments: Fault.allCases)
  func `a call that kills or fails costs nothing but time`(fault: Fault) async throws {
    let seed = Seeded.seeds(0..<1).lowerBound
    var random = Seeded(seed)
    let count = try await count(fault)
    try #require(count > 20)
    var expected: [String]?
    for index in 0..<Self.faults {
      // All of them if there is time, else one of each part.
      let number = Self.faults >= count ? 1 + index % count : 1 + (index * count + random.number(count)) / Self.faults
      let faulty = try RunningDaemon(
        launcher: launcher(
          fault, ["-o", "/dev/null", "-e", "inject=\(fault.calls):\(fault.rawValue):when=\(fault.calls(from: number))"]),
        prepare: { try write(to: $0) })
      let base = faulty.directory.path
      let whole = try expected ?? faulty.indexed(below: base)
      expected = whole
      let came = try await eventually {
        try !faulty.isRunning || faulty.isDerived && RunningDaemon.answer(faulty.database, below: base) == whole
      }
      #expect(came, "\(fault) at call \(number): never whole, and alive: \(faulty.errors)")
      if faulty.isRunning { _ = try await faulty.stop() }
      try await RunningDaemon(in: faulty.directory).expectWhole(
        "\(fault) at call \(number) of \(count), OXTAIL_SEED=\(seed)", whole, below: base)
    }
  }
}
