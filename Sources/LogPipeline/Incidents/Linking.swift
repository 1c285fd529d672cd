/// One assignment of Open-Xchange's failures to Plesk's reports, and its words. A class: what asks it copies none of its lists.
final class Linking {
  /// At most this many rejected candidates are kept with a link.
  static let rejectedMax = 5
  /// What is worth less by no more than this, one in eight, is worth naming as what could be instead.
  static let doubtMax = 2 * Linker.Worth.one
  /// What is said to be medium is right so often, and what is said to be high.
  private static let mediumMin = 0.9
  private static let highMin = 0.99

  /// What was decided before. It rivals what is decided now, but is not decided anew.
  struct Settled {
    /// Reports, and the pair of each that has one; its indices are of this assignment.
    var reports: Set<Int> = []
    var pairs: [Int: Linker.Candidate] = [:]
    /// Failures that are taken.
    var failures: Set<Int> = []
  }

  /// A pair that cannot belong together.
  struct Refused {
    var failure: Int
    var distanceMs: Int64
    var reason: Linker.Refusal
  }

  /// Keeps the nearest in time: a refusal is worth naming where the record could have been meant.
  static func keep(_ refused: Refused, in refusals: inout [Refused]) {
    if refusals.count < rejectedMax {
      refusals.append(refused)
    } else if let farthest = refusals.indices.max(by: { refusals[$0].distanceMs < refusals[$1].distanceMs }),
      refused.distanceMs < refusals[farthest].distanceMs
    {
      refusals[farthest] = refused
    }
  }

  private let linker: Linker
  private let reports: [Linker.Party]
  private let failures: [Linker.Party]
  private let times: AlignedTimes
  private let addresses: HostAddresses
  /// The best first.
  private let candidates: [Linker.Candidate]
  private let refusals: [[Refused]]
  /// Indices of `candidates`, the best first.
  private let byReport: [[Int32]]
  private let byFailure: [[Int32]]
  private let chosen: [Linker.Candidate?]
  /// By failure.
  private let owners: [Linker.Candidate?]

  /// - Parameter candidates: The best first.
  init(
    _ linker: Linker, reports: [Linker.Party], failures: [Linker.Party], times: AlignedTimes, addresses: HostAddresses,
    candidates: [Linker.Candidate], refusals: [[Refused]], settled: Settled
  ) {
    self.linker = linker
    self.reports = reports
    self.failures = failures
    self.times = times
    self.addresses = addresses
    self.candidates = candidates
    self.refusals = refusals
    var byReport: [[Int32]] = Array(repeating: [], count: reports.count)
    var byFailure: [[Int32]] = Array(repeating: [], count: failures.count)
    var chosen: [Linker.Candidate?] = Array(repeating: nil, count: reports.count)
    var owners: [Linker.Candidate?] = Array(repeating: nil, count: failures.count)
    var edges: [Assignment.Edge] = []
    var places: [Int32] = []
    for (index, candidate) in candidates.enumerated() {
      byReport[candidate.report].append(Int32(index))
      byFailure[candidate.failure].append(Int32(index))
      guard candidate.worth > 0, !settled.reports.contains(candidate.report),
        !settled.failures.contains(candidate.failure)
      else { continue }
      edges.append(Assignment.Edge(left: candidate.report, right: candidate.failure, weight: candidate.worth))
      places.append(Int32(index))
    }
    let assignment = Assignment(edges, left: reports.count, right: failures.count)
    for (report, edge) in assignment.chosen.enumerated() { chosen[report] = edge.map { candidates[Int(places[$0])] } }
    for (report, pair) in settled.pairs { chosen[report] = pair }
    for candidate in chosen { if let candidate { owners[candidate.failure] = candidate } }
    (self.byReport, self.byFailure, self.chosen, self.owners) = (byReport, byFailure, chosen, owners)
  }

  // MARK: Answers

  /// The pair of a report.
  func pair(of report: Int) -> Linker.Candidate? { chosen[report] }

  /// The report that a failure belongs to.
  func report(of failure: Int) -> Int? { owners[failure]?.report }

  func confidence(of report: Int) -> Link.Confidence? {
    chosen[report].map { confidence($0, doubts($0)) }
  }

  /// - Returns: The index of the report's failure and the link.
  func link(of report: Int) -> (failure: Int, link: Link)? {
    guard let candidate = chosen[report] else { return nil }
    let doubts = doubts(candidate)
    var rejected = rivals(of: candidate).prefix(Self.rejectedMax).map { rival in
      let isTaken = owners[rival.failure] != nil && rival.worth >= candidate.worth - Self.doubtMax
      return described(rival, isTaken ? "nearer to another report" : Self.weakness(rival, candidate))
    }
    let rivalCount = rejected.count
    rejected += refusals[report].map(words)
    let reasons = reasons(candidate)
    var link = Link(
      rule: candidate.rule, confidence: confidence(candidate, doubts),
      score: Self.rounded(candidate.score), reasons: reasons.map(\.text) + doubts.words,
      rejected: Array(rejected.prefix(Self.rejectedMax)))
    link.weights = reasons.map { Self.rounded($0.weight) } + doubts.words.map { _ in 0 }
    link.rivals = rivalCount
    return (candidate.failure, link)
  }

  /// The most that can be said of what rests on a report's having no pair: another one might have none instead of it.
  func confidenceAlone(of report: Int) -> Link.Confidence {
    let instead = byReport[report].reduce(0) { sum, index in
      let candidate = candidates[Int(index)]
      guard let owner = owners[candidate.failure], !owner.isExact else { return sum }
      return sum + Linker.Worth.odds(owner.worth - candidate.worth)
    }
    return Self.confidence(.high, atMostBy: 1 / (1 + instead))
  }

  /// - Parameter likelihood: How likely the pair is, by what could be instead.
  static func confidence(_ sure: Link.Confidence, atMostBy likelihood: Double) -> Link.Confidence {
    likelihood < mediumMin ? .low : likelihood < highMin ? max(sure, .medium) : sure
  }

  /// What was looked at for a report without a pair, and why none of it is one.
  func rejected(of report: Int) -> [String] {
    guard chosen[report] == nil else { return [] }
    let taken = byReport[report].lazy.map { [self] in described(candidates[Int($0)], "belongs to another report") }
    return Array((Array(taken.prefix(Self.rejectedMax)) + refusals[report].map(words)).prefix(Self.rejectedMax))
  }

  private func rivals(of candidate: Linker.Candidate) -> some Sequence<Linker.Candidate> {
    let candidates = candidates
    return byReport[candidate.report].lazy.map { candidates[Int($0)] }.filter { $0.failure != candidate.failure }
  }

  /// What could be instead.
  private struct Doubts {
    var words: [String] = []
    /// How likely the pair is, by what all other assignments are worth less than this one.
    var likelihood = 1.0
  }

  /// Compares a pair with the assignments in which its record is another report's, or its report has another record or none.
  private func doubts(_ candidate: Linker.Candidate) -> Doubts {
    guard !candidate.isExact else { return Doubts() }
    let records = rivals(of: candidate).map { lead(of: candidate, over: $0) }
    let reports = byFailure[candidate.failure].map { candidates[Int($0)] }
      .filter { $0.report != candidate.report && chosen[$0.report] == nil }.map { candidate.worth - $0.worth }
    var doubts = Doubts()
    let instead = (records + reports + [candidate.worth]).reduce(0) { $0 + Linker.Worth.odds($1) }
    doubts.likelihood = 1 / (1 + instead)
    let count = records.count { $0 < Self.doubtMax }
    if count > 0 {
      doubts.words.append(
        "one of \(count + 1) records that fit as well: chosen by the order on both sides")
    }
    if reports.contains(where: { $0 < Self.doubtMax }) {
      doubts.words.append("the record fits another report as well")
    }
    return doubts
  }

  /// How much is lost if a report takes another record, and whoever has that one takes the first, or none.
  private func lead(of candidate: Linker.Candidate, over rival: Linker.Candidate) -> Int {
    let direct = candidate.worth - rival.worth
    guard let owner = owners[rival.failure] else { return direct }
    let instead =
      byReport[owner.report].first { candidates[Int($0)].failure == candidate.failure }
      .map { candidates[Int($0)].worth } ?? 0
    return direct + owner.worth - max(instead, 0)
  }

  private func confidence(_ candidate: Linker.Candidate, _ doubts: Doubts) -> Link.Confidence {
    let sure: Link.Confidence =
      switch candidate.rule {
      case .exceptionID: .exact
      case .faultText where candidate.isCorroborated && candidate.score >= 0.85: .high
      case .faultText, .subject: candidate.score >= 0.6 ? .medium : .low
      // Nobody here makes one of the latter.
      case .time, .httpStatus: candidate.isCorroborated && candidate.score >= 0.6 ? .medium : .low
      }
    return Self.confidence(sure, atMostBy: doubts.likelihood)
  }

  // MARK: Words

  /// What speaks for a pair, each with what it added to the score.
  private func reasons(_ candidate: Linker.Candidate) -> [(text: String, weight: Double)] {
    let (report, failure) = (reports[candidate.report], failures[candidate.failure])
    if let id = report.exceptionIDs.intersection(failure.exceptionIDs).min() {
      return [("both carry exceptionId \(id)", 1)]
    }
    var reasons: [(String, Double)] = []
    switch candidate.agreement {
    case .equal?: reasons.append(("the fault text equals the exception's message", Linker.equalTextWeight))
    case .partial?:
      reasons.append(("the fault text is a part of the exception's message", Linker.partialTextWeight))
    case nil: break
    }
    let nearness = candidate.score - candidate.base + (candidate.rule == .time ? Linker.timeWeight : 0)
    reasons.append((distance(candidate), nearness))
    // Several shared names say hardly more than one.
    let shared = Linker.sharedWeight + (candidate.rule == .subject ? Linker.subjectWeight : 0)
    for (index, field) in Identifiers.compare(report.names, failure.names).shared.enumerated() {
      let name = report.fields[field]?.string ?? failure.fields[field]?.string ?? ""
      reasons.append(("same \(Self.word(field)) \(name)", index == 0 ? shared : 0))
    }
    if failure.isFromPHP { reasons.append(("the request came from PHP's SOAP client", Linker.phpWeight)) }
    if let caller = failure.caller, addresses.isKnown(caller, of: report.host) {
      let isStated = addresses.isStated(caller, of: report.host)
      reasons.append(
        isStated
          ? ("\(report.host) is stated to call from \(caller)", Linker.callerWeight)
          : ("\(caller) calls for \(report.host) elsewhere too", Linker.callerWeight))
    }
    if let subadmin = linker.usedSubadmin(failure, by: report), addresses.uses(subadmin, report.host) == true {
      reasons.append(("\(report.host) is stated to use subadmin \(subadmin)", Linker.callerWeight))
    }
    return reasons
  }

  private static func distance(_ candidate: Linker.Candidate) -> String {
    "\(seconds(candidate.distanceMs)) apart"
  }

  /// With what is known of the clock.
  private func distance(_ candidate: Linker.Candidate) -> String {
    let (report, failure) = (reports[candidate.report].host, failures[candidate.failure].host)
    let taken = [
      times.skews[candidate.report].map { skew in
        abs(skew.ms) < Self.delayMsMax ? Self.delay(skew, report) : Self.skew(skew, report)
      }, times.nodeSkews[candidate.failure].map { Self.skew($0, failure) },
    ].compactMap(\.self)
    return ([Self.distance(candidate)] + taken.prefix(1).map { "once \($0)" } + taken.dropFirst().map { "and \($0)" })
      .joined(separator: " ")
  }

  private static func skew(_ skew: HostClocks.Skew, _ host: String) -> String {
    "\(host)'s clock is taken as \(seconds(abs(skew.ms))) \(skew.ms < 0 ? "slow" : "fast"), as \(skew.pairs) pairs show"
  }

  /// Plesk logs when its script has ended: what its host lies behind by as little as that may be its way and no clock's.
  private static func delay(_ skew: HostClocks.Skew, _ host: String) -> String {
    "\(host) is taken to log \(seconds(abs(skew.ms))) \(skew.ms < 0 ? "earlier" : "later"), as \(skew.pairs) pairs show"
  }

  private static let delayMsMax: Int64 = 2_000

  private static func seconds(_ ms: Int64) -> String { "\(ms / 1000).\(ms % 1000 / 100) s" }

  /// `ox1/open-xchange.log.0:12: fault-text 0.83, weaker: further away, 61.0 s apart`
  private func described(_ rival: Linker.Candidate, _ why: String) -> String {
    "\(name(rival.failure)): \(rival.rule.rawValue) \(Self.rounded(rival.score)), \(why)"
  }

  /// Why one candidate is worse than another one.
  private static func weakness(_ rival: Linker.Candidate, _ better: Linker.Candidate) -> String {
    if rival.rule != better.rule { return "weaker: by a lower rule" }
    if rival.agreement != better.agreement { return "weaker: less of the text agrees" }
    if rounded(rival.base) < rounded(better.base) { return "weaker: less beside the text speaks for it" }
    return "weaker: further away, \(distance(rival))"
  }

  private func words(_ refused: Refused) -> String {
    let failure = failures[refused.failure]
    let reason =
      switch refused.reason {
      case .exceptionID: "another exceptionId"
      case .field(let field): "another \(Self.word(field))"
      case .address: "called from another Plesk host's address, \(failure.caller ?? "")"
      case .fault: "another fault: \(failure.failure.root.event.summary.string.prefix(60))"
      case .time: "only the time fits, and not closely"
      case .caller: "another program made that call"
      case .subadmin(let name): "subadmin \(name) is stated to be another Plesk host's"
      }
    return "\(name(refused.failure)): \(reason)"
  }

  private static func rounded(_ score: Double) -> Double { (score * 100).rounded() / 100 }

  private static func word(_ field: Field) -> String { field.rawValue.replacing("_", with: " ") }

  private func name(_ failure: Int) -> String {
    let root = failures[failure].failure.root
    return "\(root.file):\(root.event.position.line)"
  }
}
