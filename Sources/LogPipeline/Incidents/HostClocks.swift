/// How far each Plesk host's reports lie behind Open-Xchange's records, which is its clock's skew and the way back, and which addresses it calls
/// from; and how far the clocks of Open-Xchange's nodes are apart.
package struct HostClocks: Sendable {
  /// What is known of a clock for a stretch of time, in which it has one skew: clocks drift, and are stepped.
  struct Skew: Equatable {
    /// Milliseconds; positive where the host's clock is fast.
    var ms: Int64
    /// How many failures show it.
    var pairs: Int
    /// How far from it the true pairs lie: a standard deviation in milliseconds, with what is not known of the clock.
    var deviationMs: Int64

    init(ms: Int64, pairs: Int, deviationMs: Int64) {
      (self.ms, self.pairs, self.deviationMs) = (ms, pairs, deviationMs)
    }

    init(_ lag: LagFinder.Lag) { (ms, pairs, deviationMs) = (lag.ms, lag.pairs, lag.deviationMs) }

    /// The same clock some time before or after it was looked at.
    func aged(byMs ms: Int64) -> Skew {
      let drift = HostClocks.driftMsPerHour * abs(ms) / 3_600_000
      var aged = self
      aged.deviationMs = (deviationMs * deviationMs + drift * drift).squareRootRoundedDown()
      return aged
    }
  }

  /// How much a clock that nobody disciplines may gain or lose: some 2 s a day.
  private static let driftMsPerHour: Int64 = 100

  /// Clocks are looked at anew so often.
  static let stretchMs: Int64 = 3_600_000
  /// What was learned of a clock holds so long before and after.
  static let validMs: Int64 = 24 * 3_600_000

  private typealias Stretches = [String: [(stretch: Int64, skew: Skew)]]
  private var stretches: Stretches = [:]
  /// Of the nodes, as seen from the first one of which anything was known; none of that one.
  private var ofNodes: Stretches = [:]
  /// A host, and an address that it was found to call from; as often as it was found.
  private(set) var addresses: [(host: String, address: String)] = []
  /// For each side the hosts that were seen, and whether one of their times is no whole second.
  private var precision: [Side: [String: Bool]] = [:]

  package init() {}

  static func stretch(_ ms: Int64) -> Int64 { ms.quotientRoundedDown(by: stretchMs) }

  /// The host's skew at a moment, by the nearest stretch about which something is known.
  func skew(of host: String, at ms: Int64) -> Skew? { Self.skew(stretches[host], at: ms) }

  /// A node's, as the others see it; `nil` where it shows none.
  func skew(ofNode host: String, at ms: Int64) -> Skew? { Self.skew(ofNodes[host], at: ms) }

  /// How far the clock of a node's machine is ahead; 0 where nobody knows.
  func nodeSkewMs(_ host: String, at ms: Int64) -> Int64 { skew(ofNode: host, at: ms)?.ms ?? 0 }

  private static func skew(_ known: [(stretch: Int64, skew: Skew)]?, at ms: Int64) -> Skew? {
    guard let known else { return nil }
    let mine = stretch(ms)
    let after = known.partitionPoint { $0.stretch >= mine }
    let near = [after - 1, after].filter(known.indices.contains).map { known[$0] }
    guard let best = near.min(by: { abs($0.stretch - mine) < abs($1.stretch - mine) }),
      abs(best.stretch - mine) * stretchMs <= validMs
    else { return nil }
    return best.skew.aged(byMs: (best.stretch - mine) * stretchMs)
  }

  /// Whether the host writes whole seconds only.
  func writesWholeSeconds(_ host: String, _ side: Side) -> Bool { precision[side]?[host] == false }

  /// - Parameter skew: For stretches behind all that are known of the host.
  mutating func learn(_ skew: Skew, of host: String, in stretch: Int64) {
    stretches[host, default: []].append((stretch, skew))
  }

  mutating func learn(_ skew: Skew, ofNode host: String, in stretch: Int64) {
    ofNodes[host, default: []].append((stretch, skew))
  }

  mutating func learn(address: String, of host: String, times: Int) {
    addresses += Array(repeating: (host, address), count: times)
  }

  mutating func learn(precisionOf event: DatedEvent) {
    let known = precision[event.event.side]?[event.host]
    guard known != true else { return }
    let isPrecise = event.time.ms % 1_000 != 0
    if known == nil || isPrecise { precision[event.event.side, default: [:]][event.host] = isPrecise }
  }
}

extension Int64 {
  fileprivate func squareRootRoundedDown() -> Int64 { Int64(Double(self).squareRoot()) }
}
