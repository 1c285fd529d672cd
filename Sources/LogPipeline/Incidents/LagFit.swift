/// The distance of true pairs to some ten milliseconds, and how far they spread, where the distance is known roughly: chance puts as many records to the
/// left of them as to the right, and what stands where they are densest belongs to them.
///
/// Expectation and maximisation over a hill of true pairs and a plain of chance.
struct LagFit {
  let ms: Int64
  let deviationMs: Int64

  /// What pairs farther from the rough distance tell is chance.
  private static let reachMs: Int64 = 2 * LagFinder.spreadMs
  private static let rounds = 40
  /// A standard deviation that is usual, and for how many pairs it counts.
  private static let usualMs = 400.0
  private static let usualPairs = 3.0
  private static let leastMs = 120.0
  private static let mostMs = 1_000.0

  init(_ reports: [LagFinder.Told], around rough: Int64) {
    let near = reports.compactMap { report -> (lags: [Double], density: Double)? in
      let lags = report.lags.map { $0 - rough }.filter { abs($0) <= Self.reachMs }
      return lags.isEmpty ? nil : (lags.map(Double.init), report.density)
    }
    var hill = Hill(mean: 0, deviation: Self.usualMs, pairs: 0)
    for _ in 0..<Self.rounds { hill = hill.fitted(to: near) }
    ms = rough + Int64(hill.mean.rounded())
    let variance =
      (hill.pairs * hill.deviation * hill.deviation + Self.usualPairs * Self.usualMs * Self.usualMs)
      / (hill.pairs + Self.usualPairs)
    // The middle of few is not known well.
    deviationMs = Int64((variance * (1 + 1 / max(hill.pairs, 1))).squareRoot())
  }

  private struct Hill {
    var mean: Double
    var deviation: Double
    var pairs: Double

    /// The hill that the lags show whose parts this one explains.
    func fitted(to reports: [(lags: [Double], density: Double)]) -> Hill {
      var (pairs, sum, squares) = (0.0, 0.0, 0.0)
      var odds: [Double] = []
      for report in reports {
        odds.removeAll(keepingCapacity: true)
        for lag in report.lags { odds.append(LagFinder.pairedShare * height(at: lag) / report.density) }
        let all = odds.reduce(1 - LagFinder.pairedShare, +)
        for (lag, part) in zip(report.lags, odds) where part > 0 {
          pairs += part / all
          sum += part / all * lag
          squares += part / all * lag * lag
        }
      }
      guard pairs > 0 else { return self }
      let mean = sum / pairs
      let deviation = max(squares / pairs - mean * mean, 0).squareRoot()
      return Hill(mean: mean, deviation: min(max(deviation, leastMs), mostMs), pairs: pairs)
    }

    /// A smooth hill without ends far away, of area 1.
    private func height(at lag: Double) -> Double {
      let radius = 2.646 * deviation
      let part = (lag - mean) / radius
      let rest = 1 - part * part
      return rest > 0 ? 15 / 16 * rest * rest / radius : 0
    }
  }
}
