import Foundation

/// A repeatable source of random numbers (SplitMix64).
///
/// A property runs over ``seeds(_:)`` and names the seed in what it expects; `OXTAIL_SEED=…` runs that one alone.
package struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  /// - Parameter seed: Spread by another factor than the steps are: else each seed would give its neighbour's numbers, one later.
  package init(_ seed: Int) { state = UInt64(bitPattern: Int64(seed)) &* 0xD134_2543_DE82_EF95 }

  package static func seeds(_ usual: Range<Int>) -> Range<Int> {
    guard let seed = ProcessInfo.processInfo.environment["OXTAIL_SEED"].flatMap({ Int($0) }) else { return usual }
    return seed..<seed + 1
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }

  /// 0 ..< `bound`
  package mutating func number(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  /// True in one of `chances` cases.
  package mutating func happens(oneIn chances: Int) -> Bool { number(chances) == 0 }

  package mutating func pick<Element>(_ elements: [Element]) -> Element { elements[number(elements.count)] }
}
