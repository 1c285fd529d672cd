extension Linker {
  /// How far apart two records are.
  struct Distance {
    /// Without what the clocks are known to be off.
    var microseconds: Int64
    /// How far apart true pairs lie, as a standard deviation; `nil` where the report's clock is unknown, so that closeness says little.
    var deviationMs: Int64?

    var ms: Int64 { microseconds / 1_000 }
  }

  /// What speaks for a pair, in parts of a natural logarithm of odds, so that sums over pairs can be compared.
  ///
  /// The figures are estimates: what a text leaves of all failures is like one in thousands, what a name leaves of those like one in fifty.
  enum Worth {
    /// So many parts make one: two pairs that swap their records by a microsecond each differ by some of them, so that order counts however
    /// little tells it.
    static let one = 1_000_000_000_000

    static let exact = 60 * one
    static let subject = 4 * one
    static let subadmin = 3 * one / 2
    static let php = one / 2
    static let caller = 3 * one / 2
    static let subjectAlone = 3 * one
    static let timeAlone = 3 * one

    static func text(_ agreement: FaultText.Agreement) -> Int {
      switch agreement {
      case .equal: 9 * one
      case .partial: 15 * one / 2
      }
    }

    /// What a distance takes away. Near the expected one it is the square of it, so that equal pairs keep their order. Far from it all is
    /// hardly likelier than elsewhere, so that a pair that fits is not given up for a neighbour that does not fit anyway. Where the clock is known, an equal text
    /// alone is worth nothing 20 s away.
    ///
    /// A clock that nobody looked after shifts all pairs alike: near and far are then far apart.
    static func cost(_ distance: Distance) -> Int {
      let ms = min(Double(distance.microseconds) / 1_000, farMs)
      let deviation = Double(distance.deviationMs ?? unknownMs)
      let near = ms * ms / (2 * deviation * deviation)
      let further = 0.5 + (ms - deviation) / 10_000
      let isNear = distance.deviationMs != nil || ms < deviation
      let most = distance.deviationMs == nil ? 4 + ms / 125_000 : 7 + ms / 10_000
      return Int((min(isNear ? near : further, most) * Double(one)).rounded())
    }

    /// The standard deviation of clocks that nobody looked after.
    private static let unknownMs: Int64 = 10_000
    /// What is farther away, as only an exceptionId can be, costs no more.
    private static let farMs = 1_000_000.0

    /// How likely something is that is worth less by `lead` than something else, compared with that.
    static func odds(_ lead: Int) -> Double {
      let exponent = max(-Double(lead) / Double(one), -30)
      guard exponent < 0 else { return 1 }
      // The series of a small part, and that to its power: the same on every machine.
      let part = exponent / 1_024
      var result = 1 + part * (1 + part / 2 * (1 + part / 3))
      for _ in 0..<10 { result *= result }
      return result
    }
  }
}
