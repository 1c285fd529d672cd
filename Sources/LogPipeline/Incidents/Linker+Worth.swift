extension Linker {
  /// How far apart two records are.
  struct Distance {
    /// Without what the clocks are known to be off.
    var ms: Int64
    /// Whether the report's clock is known, so that closeness says much.
    var isClockKnown: Bool
  }

  /// What speaks for a pair, in millionths of a natural logarithm of odds, so that sums over pairs can be compared.
  ///
  /// The figures are estimates: what a text leaves of all failures is like one in thousands, what a name leaves of those like one in fifty.
  enum Worth {
    static let exact = 60_000_000
    static let subject = 4_000_000
    static let subadmin = 1_500_000
    static let php = 500_000
    static let caller = 1_500_000
    static let subjectAlone = 3_000_000
    static let timeAlone = 3_000_000

    static func text(_ agreement: FaultText.Agreement) -> Int {
      switch agreement {
      case .equal: 9_000_000
      case .partial: 7_500_000
      }
    }

    /// What a distance takes away. Near the expected one it is the square of it, so that equal pairs keep their order, as far as 20 ms tell it. Far from it all is
    /// hardly likelier than elsewhere, so that a pair that fits is not given up for a neighbour that does not fit anyway.
    ///
    /// A clock that nobody looked after shifts all pairs alike: near and far are then far apart.
    static func cost(_ distance: Distance) -> Int {
      let ms = Int(min(distance.ms, farMs))
      let (deviation, most) = distance.isClockKnown ? (knownMs, 7_000_000) : (unknownMs, 4_000_000)
      let near = ms * ms * 500_000 / (deviation * deviation)
      let further = 500_000 + (ms - unknownMs) * 100
      return min(distance.isClockKnown || ms < unknownMs ? near : further, most + 8 * ms)
    }

    /// Standard deviations: of the way back and of whole seconds, and of clocks that nobody looked after.
    private static let knownMs = 600
    private static let unknownMs = 10_000
    /// What is farther away, as only an exceptionId can be, costs no more.
    private static let farMs: Int64 = 1_000_000
  }
}
