import TestSupport
import Testing

@testable import LogPipeline

/// `OX-` and five characters of Crockford's base 32, more where two would be equal.
struct IncidentIDTests {
  private func hash(_ first: UInt8...) -> [UInt8] { first + Array(repeating: 0, count: 32 - first.count) }

  @Test func `an id is the hash's first twenty-five bits`() {
    #expect(IncidentID.ids(for: [hash(0)]) == ["OX-00000"])
    #expect(IncidentID.ids(for: [Array(repeating: 255, count: 32)]) == ["OX-ZZZZZ"])
    // 00001 00010 00011 00100 00101
    #expect(IncidentID.ids(for: [hash(0b0000_1000, 0b1000_0110, 0b0100_0010, 0b1000_0000)]) == ["OX-12345"])
    #expect(IncidentID.ids(for: []) == [])
  }

  @Test func `only ids that would be equal grow longer, and only as far as it takes`() {
    let ids = IncidentID.ids(for: [hash(1, 0, 0, 0, 1), hash(1, 0, 0, 0, 2), hash(2)])
    #expect(ids[2].utf8.count == 8)
    #expect(ids[0].utf8.count > 8)
    #expect(ids[0] != ids[1])
    #expect(ids[0].dropLast() == ids[1].dropLast())
  }

  @Test(arguments: Seeded.seeds(0..<50))
  func `ids are unique, of Crockford's alphabet and as short as can be`(seed: Int) {
    var random = Seeded(seed)
    // Few beginnings, so that they collide.
    let hashes = Set(
      (0..<60).map { _ in [UInt8(random.number(3)), 7, UInt8(random.number(2)), UInt8(random.number(256))] }
    )
    .map { $0 + Array(repeating: 9, count: 28) }
    let ids = IncidentID.ids(for: hashes)
    #expect(Set(ids).count == hashes.count, "OXTAIL_SEED=\(seed)")
    #expect(ids.allSatisfy { $0.wholeMatch(of: /OX-[0-9A-HJKMNP-TV-Z]{5,9}/) != nil }, "OXTAIL_SEED=\(seed)")
    let shuffled = Array(hashes.enumerated()).shuffled(using: &random)
    let again = zip(shuffled, IncidentID.ids(for: shuffled.map(\.element)))
    for (hash, id) in again { #expect(id == ids[hash.offset], "OXTAIL_SEED=\(seed)") }
  }
}
