import Foundation
import TestSupport
import Testing

@testable import LogTail

/// Random programs of writers, rotations, troubles, looks and crashes against a model that knows every byte.
struct FollowerSimulationTests {
  /// `OXTAIL_SIMULATIONS=100000` runs more.
  private static let programs =
    ProcessInfo.processInfo.environment["OXTAIL_SIMULATIONS"].flatMap { Int($0) } ?? 5_000
  private static let steps = 40

  /// Small enough for short files to meet every rule.
  static var limits: FollowLimits {
    var limits = FollowLimits()
    limits.identity.headBytes = 256
    limits.identity.anchorBytes = 32
    limits.batchBytes = 100
    limits.commitBytes = 300
    limits.turnBytes = 900
    limits.cutBackBytes = 128
    return limits
  }

  private static func follower(_ world: SimWorld, _ limits: FollowLimits) -> Follower {
    Follower(
      tree: world.disk, sink: world.sink, clock: world.disk, generations: world.sink.generations, limits: limits,
      hash: { bytes in
        var hasher = Hasher()
        unsafe bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
        let hash = UInt64(bitPattern: Int64(hasher.finalize()))
        return (0..<8).map { UInt8(truncatingIfNeeded: hash >> ($0 * 8)) }
      })
  }

  private static func failure(_ seed: Int, _ make: @escaping SimProgram.Make) -> String? {
    guard !SimProgram(seed: seed, make: make).run(steps: steps).isEmpty else { return nil }
    // Once more, for whoever looks into it.
    let program = SimProgram(seed: seed, isTold: true, make: make)
    let complaints = program.run(steps: steps)
    return "seed \(seed): \(complaints.joined(separator: "; "))\n  \(program.story.joined(separator: "\n  "))"
  }

  @Test(arguments: 0..<4)
  func `nothing is lost and nothing is doubled, whatever happens`(part: Int) {
    var failures: [String] = []
    for seed in Seeded.seeds(0..<Self.programs) where seed % 4 == part || Seeded.seeds(0..<Self.programs).count == 1 {
      if let failure = Self.failure(seed, { Self.follower($0, Self.limits) }) { failures.append(failure) }
    }
    #expect(failures.isEmpty, "\(failures.count) of \(Self.programs) programs; the first: \(failures.first ?? "")")
  }

  @Test func `a tailer that knows files by inode fails the same programs`() {
    let failures = (0..<60).compactMap { Self.failure($0) { InodeTailer($0) } }
    #expect(failures.count > 30)
  }

  @Test func `a follower that looks at the first bytes only fails the same programs`() {
    var limits = Self.limits
    limits.identity.headBytes = 16
    limits.identity.anchorBytes = 0
    let failures = (0..<200).compactMap { Self.failure($0) { Self.follower($0, limits) } }
    #expect(failures.count > 10)
  }
}
