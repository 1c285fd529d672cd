/// How far apart the clocks of Open-Xchange's nodes are: a Plesk host that several nodes serve lies behind each of them by its own skew less that
/// node's, so that what differs between two nodes is theirs.
extension ClockSurvey {
  /// Nodes that are compared, the most frequent ones.
  private static let nodesMax = 16
  /// How many standard errors a difference must be from what is known, which at first is none: nodes mostly agree, and few pairs know less than that.
  private static let errorsMin = 3.0

  /// What an hour's reports show of the nodes.
  ///
  /// - Parameter reports: Those of each host.
  mutating func nodeSkews(_ reports: [[Record]], _ stretch: Int64) -> [(node: String, skew: HostClocks.Skew)] {
    let all = Dictionary(grouping: failures, by: \.host)
    guard all.count > 1 else { return [] }
    let nodes = all.keys.sorted { (all[$1]?.count ?? 0, $0) < (all[$0]?.count ?? 0, $1) }.prefix(Self.nodesMax)
    var lags: [String: [Int: LagFinder.Lag]] = [:]
    for node in nodes {
      let times = Self.times(of: all[node] ?? [])
      for (host, own) in reports.enumerated() {
        if let lag = LagFinder.lag(of: Self.told(of: own, times)) { lags[node, default: [:]][host] = lag }
      }
    }
    let seen = lags.keys.sorted()
    let ms = stretch * HostClocks.stretchMs
    guard
      let anchor = seen.first(where: { $0 == reference || clocks.skew(ofNode: $0, at: ms) != nil })
        ?? (reference == nil ? seen.first : nil)
    else { return [] }
    reference = reference ?? anchor
    return seen.compactMap { node in
      guard node != anchor, node != reference, let own = lags[node], let other = lags[anchor] else { return nil }
      return skew(own, beside: other, known: clocks.nodeSkewMs(node, at: ms) - clocks.nodeSkewMs(anchor, at: ms)).map {
        (
          node,
          HostClocks.Skew(ms: $0.ms + clocks.nodeSkewMs(anchor, at: ms), pairs: $0.pairs, deviationMs: $0.deviationMs)
        )
      }
    }
  }

  /// By how much one node's clock is ahead of another's; `nil` where nothing new is known.
  ///
  /// - Parameters:
  ///   - own: By how much the hosts lie behind it, and `other` behind the other one.
  ///   - known: What was known before.
  private func skew(_ own: [Int: LagFinder.Lag], beside other: [Int: LagFinder.Lag], known: Int64) -> HostClocks.Skew? {
    var (weights, sum, pairs) = (0.0, 0.0, 0)
    for host in own.keys.sorted() {
      guard let mine = own[host], let theirs = other[host] else { continue }
      let weight = 1 / (Self.variance(mine) + Self.variance(theirs))
      weights += weight
      sum += weight * Double(theirs.ms - mine.ms)
      pairs += min(mine.pairs, theirs.pairs)
    }
    guard weights > 0 else { return nil }
    let (mean, error) = (sum / weights, (1 / weights).squareRoot())
    guard abs(mean - Double(known)) >= Self.errorsMin * error else { return nil }
    return HostClocks.Skew(ms: Int64(mean.rounded()), pairs: pairs, deviationMs: Int64(error.rounded()))
  }

  /// That of a lag's middle.
  private static func variance(_ lag: LagFinder.Lag) -> Double {
    Double(lag.deviationMs * lag.deviationMs) / Double(max(lag.pairs, 1))
  }
}
