/// Learns the hosts' clocks and addresses from all failures, before any is linked: so which are linked does not depend on what was decided when.
///
/// Works through the events in the order of time, an hour at a time; an hour that does not tell enough of a host's clock is looked at
/// together with the next ones.
package struct ClockSurvey {
  /// Records that are kept of one hour and what lies near it; those of a longer burst tell no more.
  private static let recordsMax = 1 << 16
  /// Reports of a host that are looked at in one go, and kept until there are enough.
  private static let reportsMax = 256
  private static let waitingMax = 64
  /// A report that is like more records says too little to wait for others.
  private static let alikeMax = 16
  /// Callers that are compared with a host, the most frequent ones.
  private static let callersMax = 16
  /// How much more must speak for one caller than for the next.
  private static let callerLeadMin = 6.0

  struct Record {
    var ms: Int64
    var host: String
    var keys: [LagFinder.Key]
    var caller: String?
  }

  private(set) var clocks = HostClocks()
  private var reports: [Record] = []
  private(set) var failures: [Record] = []
  private var stretch: Int64?
  private var waiting: [String: [LagFinder.Told]] = [:]
  /// The address that each host was found to call from.
  private var placed: [String: String] = [:]
  /// The node whose clock the others' are compared with: the first one of which anything is known.
  var reference: String?

  package init() {}

  /// Takes the next event in the order of time.
  package mutating func accept(_ event: DatedEvent) {
    guard event.event.side != .apache, event.event.kind != .request else { return }
    clocks.learn(precisionOf: event)
    // What comes a little later may be the partner of an hour's last one.
    if let current = stretch, event.time.ms >= (current + 1) * HostClocks.stretchMs + LagFinder.rangeMs {
      close(current)
    }
    let stretch = HostClocks.stretch(event.time.ms)
    self.stretch = self.stretch ?? stretch
    let keys = LagFinder.Key.keys(of: event.event)
    guard !keys.isEmpty, reports.count + failures.count < Self.recordsMax else { return }
    let caller = event.event.remoteAddress.flatMap { HostAddresses.isOwn($0) ? nil : $0 }
    let record = Record(ms: event.time.ms, host: event.host, keys: keys, caller: caller)
    if event.event.side == .plesk { reports.append(record) } else { failures.append(record) }
  }

  /// What was learned. To be called once, at the end.
  package mutating func finish() -> HostClocks {
    while let current = stretch { close(current) }
    return clocks
  }

  private mutating func close(_ stretch: Int64) {
    let end = (stretch + 1) * HostClocks.stretchMs
    let over = reports.prefix { $0.ms < end }
    if !over.isEmpty { look(at: over, stretch) }
    reports.removeFirst(over.count)
    let reach = reports.first.map { min($0.ms, end) } ?? end
    failures.removeFirst(failures.prefix { $0.ms < reach - LagFinder.rangeMs }.count)
    self.stretch = reports.first.map { HostClocks.stretch($0.ms) }
    if reports.isEmpty, let later = failures.last, later.ms >= end { self.stretch = HostClocks.stretch(later.ms) }
  }

  private mutating func look(at reports: ArraySlice<Record>, _ stretch: Int64) {
    let byHost = Dictionary(grouping: reports, by: \.host).sorted { $0.key < $1.key }.map { host, all in
      let step = max(1, all.count / Self.reportsMax)
      return (host: host, own: stride(from: 0, to: all.count, by: step).map { all[$0] })
    }
    for (node, skew) in nodeSkews(byHost.map(\.own), stretch) { clocks.learn(skew, ofNode: node, in: stretch) }
    let failures = onOneClock
    let times = Self.times(of: failures)
    let callers = Self.callers(of: failures)
    for (host, own) in byHost {
      let told = Self.told(of: own, times)
      let before = (waiting[host] ?? []).filter { $0.ms >= (stretch + 1) * HostClocks.stretchMs - HostClocks.validMs }
      var lag = LagFinder.lag(of: told) ?? LagFinder.lag(of: before + told)
      if let address = placed[host] {
        lag = Self.lag(of: own, from: address, failures) ?? lag
      } else if let caller = Self.caller(of: own, callers) ?? Self.caller(of: own, callers, near: lag?.ms) {
        placed[host] = caller.address
        clocks.learn(address: caller.address, of: host, times: caller.lag.pairs)
        // Among fewer records chance has less to say.
        lag = caller.lag
      }
      if let lag {
        waiting[host] = nil
        clocks.learn(HostClocks.Skew(lag), of: host, in: stretch)
      } else {
        waiting[host] = (before + told.filter { $0.lags.count <= Self.alikeMax }).suffix(Self.waitingMax)
      }
    }
  }

  /// The failures, as if one clock had written them: that of the reference.
  private var onOneClock: [Record] {
    failures.map { failure in
      let ms = clocks.nodeSkewMs(failure.host, at: failure.ms)
      guard ms != 0 else { return failure }
      var failure = failure
      failure.ms -= ms
      return failure
    }.sorted { $0.ms < $1.ms }
  }

  /// What a host's reports show if the records are left out that are known to come from elsewhere.
  private static func lag(of reports: [Record], from address: String, _ failures: [Record]) -> LagFinder.Lag? {
    let times = times(of: failures.filter { ($0.caller ?? address) == address })
    return LagFinder.lag(of: told(of: reports, times))
  }

  static func told(of reports: [Record], _ times: LagFinder.Times) -> [LagFinder.Told] {
    reports.compactMap { LagFinder.told(of: $0.keys, at: $0.ms, among: times) }
  }

  static func times(of failures: [Record]) -> LagFinder.Times {
    var times: LagFinder.Times = [:]
    for failure in failures { for key in failure.keys { times[key, default: []].append(failure.ms) } }
    return times
  }

  private static func callers(of failures: [Record]) -> [(address: String, times: LagFinder.Times)] {
    Dictionary(grouping: failures.filter { $0.caller != nil }) { $0.caller ?? "" }
      .sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
      .prefix(callersMax).map { ($0.key, times(of: $0.value)) }
  }

  /// The caller whose failures lie best behind a host's reports.
  private static func caller(
    of reports: [Record], _ callers: [(address: String, times: LagFinder.Times)], near: Int64? = nil
  ) -> (address: String, lag: LagFinder.Lag)? {
    let found = callers.compactMap { caller in
      LagFinder.lag(of: told(of: reports, caller.times), near: near).map { (address: caller.address, lag: $0) }
    }.sorted { ($1.lag.evidence, $0.address) < ($0.lag.evidence, $1.address) }
    guard let best = found.first else { return nil }
    if found.count > 1, best.lag.evidence - found[1].lag.evidence < callerLeadMin { return nil }
    return best
  }
}
