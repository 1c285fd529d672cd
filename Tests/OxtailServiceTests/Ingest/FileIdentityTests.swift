import LogPipeline
import LogTail
import Synchronization
import TestSupport
import Testing

@testable import OxtailService

struct FileIdentityTests {
  private static let identity = FileIdentity(key: .repeatable)

  /// `count` bytes, other ones from `change` on.
  private static func bytes(_ count: Int, change: Int = .max) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 + $0 / 256) ^ ($0 >= change ? 0x55 : 0) }
  }

  @Test(arguments: [
    (100, 100, Int.max, FileIdentity.Fit.same), (100, 5000, .max, .same), (5000, 5000, 4999, .differs),
    (100, 5000, 100, .same), (5000, 100, .max, .prefix), (5000, 100, 63, .differs), (5000, 16, .max, .prefix),
    (5000, 15, .max, .undecided), (5000, 0, .max, .undecided), (15, 5000, .max, .undecided), (16, 16, .max, .same),
    (16, 16, 15, .differs), (65_536, 65_536, 65_535, .differs),
  ])
  func `a file is known by its beginning`(known: Int, size: Int, change: Int, fit: FileIdentity.Fit) {
    var print = HeadPrint(Self.bytes(size, change: change), Self.identity)
    #expect(print.fit(Self.identity.ladder(of: Self.bytes(known))).fit == fit)
  }

  @Test func `telling a stranger from many known files hashes little of it`() {
    let hashed = Mutex(0)
    let identity = FileIdentity { bytes in
      hashed.withLock { $0 += bytes.count }
      return Array(KeyedHash.repeatable(bytes))
    }
    var print = HeadPrint(Self.bytes(65_536, change: 20), identity)
    let known = Self.identity.ladder(of: Self.bytes(65_536))
    for _ in 0..<100 { #expect(print.fit(known).fit == .differs) }
    #expect(hashed.withLock { $0 } < 100)
  }

  @Test func `the ladder's lengths double, and the last is all that was seen`() {
    #expect(Self.identity.ladder(of: Self.bytes(100)).map(\.length) == [16, 32, 64, 100])
    #expect(Self.identity.ladder(of: Self.bytes(64)).map(\.length) == [16, 32, 64])
    #expect(Self.identity.ladder(of: Self.bytes(15)).isEmpty)
  }

  @Test func `another key gives other hashes`() {
    let (one, other) = (FileIdentity(key: Hashes.keyed()), FileIdentity(key: Hashes.keyed()))
    #expect(one.ladder(of: Self.bytes(100)) != other.ladder(of: Self.bytes(100)))
    #expect(one.anchor(of: Self.bytes(100)) != other.anchor(of: Self.bytes(100)))
  }

  @Test func `the anchor is of the last bytes alone`() {
    let long = Self.bytes(5000)
    #expect(Self.identity.anchor(of: long) == Self.identity.anchor(of: long.suffix(FileIdentity.anchorBytes)))
    #expect(Self.identity.anchor(of: long) != Self.identity.anchor(of: long.dropLast()))
  }
}
