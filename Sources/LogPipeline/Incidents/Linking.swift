/// One assignment of Open-Xchange's failures to Plesk's reports, and its words.
struct Linking {
  /// At most this many rejected candidates are kept with a link.
  static let rejectedMax = 5
  /// How often neighbouring pairs are compared that may have been crossed: as far as candidates reach.
  private static let uncrossingsMax = 100

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

  private let reports: [Linker.Party]
  private let failures: [Linker.Party]
  private let addresses: HostAddresses
  /// The best first.
  private let candidates: [Linker.Candidate]
  private let refusals: [[Refused]]
  /// Indices of `candidates`, the best first.
  private var byReport: [[Int]]
  private var byFailure: [[Int]]
  private var chosen: [Linker.Candidate?]
  /// By failure.
  private var owners: [Linker.Candidate?]

  /// - Parameter candidates: The best first.
  init(
    reports: [Linker.Party], failures: [Linker.Party], addresses: HostAddresses, candidates: [Linker.Candidate],
    refusals: [[Refused]], settled: Settled
  ) {
    self.reports = reports
    self.failures = failures
    self.addresses = addresses
    self.candidates = candidates
    self.refusals = refusals
    byReport = Array(repeating: [], count: reports.count)
    byFailure = Array(repeating: [], count: failures.count)
    chosen = Array(repeating: nil, count: reports.count)
    owners = Array(repeating: nil, count: failures.count)
    var isTaken = Array(repeating: false, count: failures.count)
    for failure in settled.failures { isTaken[failure] = true }
    for (report, pair) in settled.pairs { chosen[report] = pair }
    for (index, candidate) in candidates.enumerated() {
      byReport[candidate.report].append(index)
      byFailure[candidate.failure].append(index)
      guard chosen[candidate.report] == nil, !isTaken[candidate.failure], !settled.reports.contains(candidate.report)
      else { continue }
      chosen[candidate.report] = candidate
      isTaken[candidate.failure] = true
    }
    uncross(besides: settled.reports)
    for candidate in chosen { if let candidate { owners[candidate.failure] = candidate } }
  }

  /// Lets pairs that nothing but the clock tells apart keep the order of both sides: where a clock is off, each report's nearest
  /// record is another one's, and what is left over at the burst's end would be paired across it.
  private mutating func uncross(besides settled: Set<Int>) {
    let inexact = chosen.compactMap { $0 }.filter { !$0.isExact && !settled.contains($0.report) }
    for alike in Dictionary(
      grouping: inexact, by: { Kind(rule: $0.rule, base: $0.base, texts: reports[$0.report].texts) }
    )
    .values where alike.count > 1 {
      for _ in 0..<Self.uncrossingsMax {
        var isStraight = true
        for (left, right) in zip(alike.map(\.report), alike.map(\.report).dropFirst()) {
          guard let first = chosen[left], let second = chosen[right], first.failure > second.failure,
            let straight = candidate(left, second.failure, like: first),
            let other = candidate(right, first.failure, like: second)
          else { continue }
          chosen[left] = straight
          chosen[right] = other
          isStraight = false
        }
        if isStraight { break }
      }
    }
  }

  private func candidate(_ report: Int, _ failure: Int, like other: Linker.Candidate) -> Linker.Candidate? {
    byReport[report].lazy.map { candidates[$0] }.first { $0.failure == failure && $0.isLike(other) }
  }

  /// What two pairs that only the clock tells apart have in common.
  private struct Kind: Hashable {
    var rule: Link.Rule
    var base: Double
    var texts: [FaultText]
  }

  // MARK: Answers

  /// The pair of a report.
  func pair(of report: Int) -> Linker.Candidate? { chosen[report] }

  /// The report that a failure belongs to.
  func report(of failure: Int) -> Int? { owners[failure]?.report }

  func confidence(of report: Int) -> Link.Confidence? {
    chosen[report].map { confidence($0, isInDoubt: !doubts($0).isEmpty) }
  }

  /// - Returns: The index of the report's failure and the link.
  func link(of report: Int) -> (failure: Int, link: Link)? {
    guard let candidate = chosen[report] else { return nil }
    let doubts = doubts(candidate)
    var rejected = rivals(of: candidate).prefix(Self.rejectedMax).map { rival in
      let isTaken = owners[rival.failure] != nil && rival.score >= candidate.score - Linker.marginMin
      return described(rival, isTaken ? "nearer to another report" : Self.weakness(rival, candidate))
    }
    let rivalCount = rejected.count
    rejected += refusals[report].map(words)
    let reasons = reasons(candidate)
    var link = Link(
      rule: candidate.rule, confidence: confidence(candidate, isInDoubt: !doubts.isEmpty),
      score: Self.rounded(candidate.score), reasons: reasons.map(\.text) + doubts,
      rejected: Array(rejected.prefix(Self.rejectedMax)))
    link.weights = reasons.map { Self.rounded($0.weight) } + doubts.map { _ in 0 }
    link.rivals = rivalCount
    return (candidate.failure, link)
  }

  /// What was looked at for a report without a pair, and why none of it is one.
  func rejected(of report: Int) -> [String] {
    guard chosen[report] == nil else { return [] }
    let taken = byReport[report].lazy.map { described(candidates[$0], "belongs to another report") }
    return Array((Array(taken.prefix(Self.rejectedMax)) + refusals[report].map(words)).prefix(Self.rejectedMax))
  }

  private func rivals(of candidate: Linker.Candidate) -> some Sequence<Linker.Candidate> {
    byReport[candidate.report].lazy.map { candidates[$0] }.filter { $0.failure != candidate.failure }
  }

  private func doubts(_ candidate: Linker.Candidate) -> [String] {
    var doubts: [String] = []
    if rivals(of: candidate).contains(where: {
      candidate.isRivalled(by: $0) && owners[$0.failure]?.isExact != true
    }) {
      doubts.append("another record fits as well: chosen by the order on both sides")
    }
    let isWanted = byFailure[candidate.failure].contains { index in
      let other = candidates[index]
      return other.report != candidate.report && candidate.isRivalled(by: other)
        && !(chosen[other.report].map { $0.score >= other.score + Linker.marginMin } ?? false)
    }
    if isWanted { doubts.append("the record fits another report as well") }
    return doubts
  }

  private func confidence(_ candidate: Linker.Candidate, isInDoubt: Bool) -> Link.Confidence {
    switch candidate.rule {
    case .exceptionID: .exact
    case _ where isInDoubt: .low
    case .faultText where candidate.isCorroborated && candidate.score >= 0.85: .high
    case .faultText, .subject: candidate.score >= 0.6 ? .medium : .low
    // Nobody here makes one of the latter.
    case .time, .httpStatus: candidate.isCorroborated && candidate.score >= 0.6 ? .medium : .low
    }
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
    reasons.append((Self.distance(candidate), nearness))
    // Several shared names say hardly more than one.
    let shared = Linker.sharedWeight + (candidate.rule == .subject ? Linker.subjectWeight : 0)
    for (index, field) in Identifiers.compare(report.names, failure.names).shared.enumerated() {
      let name = report.fields[field]?.string ?? failure.fields[field]?.string ?? ""
      reasons.append(("same \(Self.word(field)) \(name)", index == 0 ? shared : 0))
    }
    if failure.isFromPHP { reasons.append(("the request came from PHP's SOAP client", Linker.phpWeight)) }
    if let caller = failure.caller, addresses.isKnown(caller, of: report.host) {
      reasons.append(("\(caller) calls for \(report.host) elsewhere too", Linker.callerWeight))
    }
    return reasons
  }

  private static func distance(_ candidate: Linker.Candidate) -> String {
    "\(candidate.distanceMs / 1000).\(candidate.distanceMs % 1000 / 100) s apart"
  }

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
