/// A repeatable source of chance (SplitMix64): the same seed plays the same world.
package struct Dice: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// - Parameter seed: Spread first, so that neighbouring seeds have nothing in common.
  package init(seed: Int) { state = UInt64(bitPattern: Int64(seed)) &* 0x9FB2_1C65_1E98_DF25 &+ 0x5851_F42D_4C95_7F2D }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }

  /// A number of the range.
  package mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.upperBound - range.lowerBound + 1))
  }

  /// Whether something happens that happens in this share of the cases.
  package mutating func happens(_ share: Double) -> Bool { Double(next() >> 11) < share * Double(1 << 53) }

  package mutating func pick<Element>(_ elements: [Element]) -> Element { elements[number(0...elements.count - 1)] }

  private static let digits = Array("0123456789abcdef")

  /// Lower-case hexadecimal digits.
  package mutating func hex(_ count: Int) -> String {
    String((0..<count).map { _ in pick(Self.digits) })
  }
}
