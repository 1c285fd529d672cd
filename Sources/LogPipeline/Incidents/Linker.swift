/// Finds the record of Open-Xchange's that belongs to each failure that Plesk reports.
///
/// The ladder: the same exceptionId; the same fault text within the window; a shared subject; time. Whatever both sides say of the
/// subject must not contradict. Each failure of Open-Xchange's belongs to one report at most; the best pairs are
/// taken first, and those that only the clock tells apart keep the order of both sides.
struct Linker {
  /// Two records of one failure lie at most this far apart.
  static let windowMs: Int64 = 120_000
  /// A link by time alone needs closeness.
  static let timeWindowMs: Int64 = 10_000
  /// Within this distance time counts fully: whole seconds on one side, and the way back to Plesk.
  static let closeMs: Int64 = 5_000
  /// At most this many rejected candidates are kept with a link.
  private static let rejectedMax = 5
  /// Two candidates closer than this in score cannot be told apart.
  private static let marginMin = 0.02
  /// How often neighbouring pairs are compared that may have been crossed: as far as candidates reach.
  private static let uncrossingsMax = 100

  /// What each agreement adds to a score.
  private static let equalTextWeight = 0.72
  private static let partialTextWeight = 0.68
  private static let subjectWeight = 0.5
  private static let timeWeight = 0.4
  private static let sharedWeight = 0.05
  private static let phpWeight = 0.02
  private static let callerWeight = 0.03

  let catalogue: Catalogue

  /// A failure with what is compared of it, gathered once.
  struct Party {
    let failure: Failure
    let fields: Fields
    let texts: [FaultText]
    let exceptionIDs: Set<String>
    let isFromPHP: Bool
    /// The address that the call came from, as Apache or Open-Xchange saw it.
    let caller: String?

    init(_ failure: Failure, caller: String? = nil) {
      self.failure = failure
      self.caller = caller
      fields = failure.fields
      texts = failure.faultTexts
      exceptionIDs = Set(failure.exceptionIDs)
      isFromPHP = failure.events.contains { $0.event.userAgent?.hasPrefix("PHP-SOAP") == true }
    }

    var time: Instant { failure.time }
  }

  /// A pair that may belong together. A burst has some hundred a report: it holds no words, those are found for the chosen ones.
  private struct Candidate {
    var report: Int
    var failure: Int
    var rule: Link.Rule
    var score: Double
    /// The score without what closeness in time added.
    var base: Double
    var distanceMs: Int64
    /// How the texts agree.
    var agreement: FaultText.Agreement?
    /// Whether more than text and time speaks for it.
    var isCorroborated: Bool

    var isExact: Bool { rule == .exceptionID }

    /// Whether another pair with the same report or failure cannot be told to be worse.
    func isRivalled(by other: Candidate) -> Bool { isExact == other.isExact && score - other.score < marginMin }

    /// Whether only the clock tells two pairs apart.
    func isLike(_ other: Candidate) -> Bool { rule == other.rule && base == other.base }
  }

  /// - Parameters:
  ///   - reports: In the order of ``DatedEvent/precedes(_:_:)``, as `failures`.
  ///   - callers: The address behind each failure, as far as it is known.
  ///   - addresses: Which addresses the Plesk hosts are known to call from.
  ///   - rejecting: Is told for a report without a partner what was looked at, and why it is none.
  /// - Returns: For each report the index of its failure and the link.
  /// - Complexity: O(*n* log *n*); a report is compared with a bounded number of failures, see ``CandidateIndex``.
  func links(
    _ reports: [Failure], _ failures: [Failure], callers: [String?] = [], addresses: HostAddresses = HostAddresses([]),
    rejecting: (_ report: Int, _ rejected: [String]) -> Void = { _, _ in }
  ) -> [(failure: Int, link: Link)?] {
    let reports = reports.map { Party($0) }
    let failures = failures.enumerated().map { Party($1, caller: callers.indices.contains($0) ? callers[$0] : nil) }
    var index = CandidateIndex(failures)
    var candidates = exactCandidates(reports, failures, index)
    var refusals: [[Refusal]] = Array(repeating: [], count: reports.count)
    for (r, report) in reports.enumerated() where expectsPartner(report.failure) {
      for f in index.candidates(for: report) {
        switch assess(report, r, failures[f], f, addresses) {
        case .candidate(let candidate): candidates.append(candidate)
        case .refused(let reason):
          Self.keep(
            Refusal(failure: f, distanceMs: abs(report.time - failures[f].time), reason: reason), in: &refusals[r])
        case .exact: break
        }
      }
    }
    candidates.sort(by: Self.isBetter)
    let links = assign(candidates, refusals, reports, failures, addresses)
    let rivals = Dictionary(grouping: candidates) { $0.report }
    for r in reports.indices where links[r] == nil {
      let taken = (rivals[r] ?? []).map { described($0, failures, "belongs to another report") }
      let rejected = (taken + refusals[r].map { $0.words(failures) }).prefix(Self.rejectedMax)
      if !rejected.isEmpty { rejecting(r, Array(rejected)) }
    }
    return links
  }

  /// A pair that cannot belong together.
  private struct Refusal {
    var failure: Int
    var distanceMs: Int64
    var reason: () -> String

    func words(_ failures: [Party]) -> String { "\(Linker.name(failures[failure].failure)): \(reason())" }
  }

  /// Keeps the nearest in time: a refusal is worth naming where the record could have been meant.
  private static func keep(_ refusal: Refusal, in refusals: inout [Refusal]) {
    if refusals.count < rejectedMax {
      refusals.append(refusal)
    } else if let farthest = refusals.indices.max(by: { refusals[$0].distanceMs < refusals[$1].distanceMs }),
      refusal.distanceMs < refusals[farthest].distanceMs
    {
      refusals[farthest] = refusal
    }
  }

  private static func isBetter(_ left: Candidate, _ right: Candidate) -> Bool {
    if left.isExact != right.isExact { return left.isExact }
    if left.score != right.score { return left.score > right.score }
    if left.isExact, left.distanceMs != right.distanceMs { return left.distanceMs < right.distanceMs }
    if left.report != right.report { return left.report < right.report }
    return left.failure < right.failure
  }

  private func assign(
    _ candidates: [Candidate], _ refusals: [[Refusal]], _ reports: [Party],
    _ failures: [Party], _ addresses: HostAddresses
  ) -> [(failure: Int, link: Link)?] {
    var chosen: [Candidate?] = Array(repeating: nil, count: reports.count)
    var taken: Set<Int> = []
    for candidate in candidates where chosen[candidate.report] == nil && !taken.contains(candidate.failure) {
      chosen[candidate.report] = candidate
      taken.insert(candidate.failure)
    }
    let byReport = Dictionary(grouping: candidates) { $0.report }
    uncross(&chosen, byReport, reports)
    let owners = Dictionary(chosen.compactMap { $0.map { ($0.failure, $0) } }, uniquingKeysWith: { first, _ in first })
    let byFailure = Dictionary(grouping: candidates) { $0.failure }
    return chosen.enumerated().map { r, candidate in
      guard let candidate else { return nil }
      let rivals = (byReport[r] ?? []).filter { $0.failure != candidate.failure }
      var rejected = rivals.prefix(Self.rejectedMax).map { rival in
        let isTaken = owners[rival.failure] != nil && rival.score >= candidate.score - Self.marginMin
        return described(rival, failures, isTaken ? "nearer to another report" : Self.weakness(rival, candidate))
      }
      let rivalCount = rejected.count
      rejected += refusals[r].map { $0.words(failures) }
      var doubts: [String] = []
      if rivals.contains(where: { candidate.isRivalled(by: $0) && owners[$0.failure]?.isExact != true }) {
        doubts.append("another record fits as well: chosen by the order on both sides")
      }
      if byFailure[candidate.failure, default: []].contains(where: { other in
        other.report != r && candidate.isRivalled(by: other)
          && !(chosen[other.report].map { $0.score >= other.score + Self.marginMin } ?? false)
      }) {
        doubts.append("the record fits another report as well")
      }
      let reasons = reasons(for: candidate, reports[r], failures[candidate.failure], addresses)
      var link = link(
        candidate, isInDoubt: !doubts.isEmpty, reasons.map(\.text) + doubts,
        rejected: Array(rejected.prefix(Self.rejectedMax)))
      link.weights = reasons.map { Self.rounded($0.weight) } + doubts.map { _ in 0 }
      link.rivals = rivalCount
      return (candidate.failure, link)
    }
  }

  /// Lets pairs that nothing but the clock tells apart keep the order of both sides: where a clock is off, each report's nearest
  /// record is another one's, and what is left over at the burst's end would be paired across it.
  ///
  /// - Parameter chosen: A candidate a report.
  private func uncross(_ chosen: inout [Candidate?], _ byReport: [Int: [Candidate]], _ reports: [Party]) {
    let inexact = chosen.compactMap { $0 }.filter { !$0.isExact }
    for alike in Dictionary(
      grouping: inexact, by: { Kind(rule: $0.rule, base: $0.base, texts: reports[$0.report].texts) }
    )
    .values where alike.count > 1 {
      for _ in 0..<Self.uncrossingsMax {
        var isStraight = true
        for (left, right) in zip(alike.map(\.report), alike.map(\.report).dropFirst()) {
          guard let first = chosen[left], let second = chosen[right], first.failure > second.failure,
            let straight = byReport[left]?.first(where: { $0.failure == second.failure && $0.isLike(first) }),
            let other = byReport[right]?.first(where: { $0.failure == first.failure && $0.isLike(second) })
          else { continue }
          chosen[left] = straight
          chosen[right] = other
          isStraight = false
        }
        if isStraight { break }
      }
    }
  }

  /// What two pairs that only the clock tells apart have in common.
  private struct Kind: Hashable {
    var rule: Link.Rule
    var base: Double
    var texts: [FaultText]
  }

  private func link(_ candidate: Candidate, isInDoubt: Bool, _ reasons: [String], rejected: [String]) -> Link {
    let confidence: Link.Confidence =
      switch candidate.rule {
      case .exceptionID: .exact
      case _ where isInDoubt: .low
      case .faultText where candidate.isCorroborated && candidate.score >= 0.85: .high
      case .faultText, .subject: candidate.score >= 0.6 ? .medium : .low
      // Nobody here makes one of the latter.
      case .time, .httpStatus: candidate.isCorroborated && candidate.score >= 0.6 ? .medium : .low
      }
    return Link(
      rule: candidate.rule, confidence: confidence, score: Self.rounded(candidate.score), reasons: reasons,
      rejected: rejected)
  }

  /// What speaks for a pair, each with what it added to the score.
  private func reasons(
    for candidate: Candidate, _ report: Party, _ failure: Party, _ addresses: HostAddresses
  ) -> [(text: String, weight: Double)] {
    if let id = report.exceptionIDs.intersection(failure.exceptionIDs).min() {
      return [("both carry exceptionId \(id)", 1)]
    }
    var reasons: [(String, Double)] = []
    switch candidate.agreement {
    case .equal?: reasons.append(("the fault text equals the exception's message", Self.equalTextWeight))
    case .partial?: reasons.append(("the fault text is a part of the exception's message", Self.partialTextWeight))
    case nil: break
    }
    let nearness = candidate.score - candidate.base + (candidate.rule == .time ? Self.timeWeight : 0)
    reasons.append((Self.reason(candidate.distanceMs), nearness))
    // Several shared names say hardly more than one.
    let shared = Self.sharedWeight + (candidate.rule == .subject ? Self.subjectWeight : 0)
    for (index, field) in Identifiers.compare(report.fields, failure.fields).shared.enumerated() {
      let name = report.fields[field]?.string ?? failure.fields[field]?.string ?? ""
      reasons.append(("same \(Self.word(field)) \(name)", index == 0 ? shared : 0))
    }
    if failure.isFromPHP { reasons.append(("the request came from PHP's SOAP client", Self.phpWeight)) }
    if let caller = failure.caller, addresses.isKnown(caller, of: report.failure.host) {
      reasons.append(("\(caller) calls for \(report.failure.host) elsewhere too", Self.callerWeight))
    }
    return reasons
  }

  // MARK: Candidates

  /// Transport failures say themselves that no answer of the application came back.
  private func expectsPartner(_ report: Failure) -> Bool {
    guard let cause = report.finding.flatMap({ catalogue.cause($0.cause) }) else { return true }
    return cause.oxLogs != .never
  }

  /// An exceptionId is unique wherever and whenever it stands.
  private func exactCandidates(_ reports: [Party], _ failures: [Party], _ index: CandidateIndex) -> [Candidate] {
    reports.enumerated().flatMap { r, report in
      index.exact(for: report).map { f in
        Candidate(
          report: r, failure: f, rule: .exceptionID, score: 1, base: 1, distanceMs: abs(report.time - failures[f].time),
          isCorroborated: true)
      }
    }
  }

  private enum Assessment {
    case candidate(Candidate)
    /// The reason is made into words only where it is kept.
    case refused(() -> String)
    /// They share an exceptionId; see `exactCandidates`.
    case exact
  }

  private func assess(
    _ report: Party, _ r: Int, _ failure: Party, _ f: Int, _ addresses: HostAddresses
  ) -> Assessment {
    let (mine, others) = (report.exceptionIDs, failure.exceptionIDs)
    if !mine.isEmpty, !others.isEmpty {
      return mine.isDisjoint(with: others) ? .refused { "another exceptionId" } : .exact
    }
    let subject = Identifiers.compare(report.fields, failure.fields)
    if let conflict = subject.conflict { return .refused { "another \(Self.word(conflict))" } }
    guard addresses.canBe(failure.caller, of: report.failure.host) else {
      return .refused { "called from another Plesk host's address, \(failure.caller ?? "")" }
    }
    let isKnownCaller = failure.caller.map { addresses.isKnown($0, of: report.failure.host) } ?? false
    let distance = abs(report.time - failure.time)
    let closeness = Self.closeness(distance, within: Self.windowMs)
    let agreement = agreement(report, failure)
    let bonus =
      (subject.shared.isEmpty ? 0 : Self.sharedWeight) + (failure.isFromPHP ? Self.phpWeight : 0)
      + (isKnownCaller ? Self.callerWeight : 0)
    func candidate(_ rule: Link.Rule, _ base: Double, _ nearness: Double) -> Assessment {
      .candidate(
        Candidate(
          report: r, failure: f, rule: rule, score: min(base + bonus + nearness, 0.99), base: base + bonus,
          distanceMs: distance, agreement: agreement,
          isCorroborated: !subject.shared.isEmpty || failure.isFromPHP || isKnownCaller))
    }
    switch agreement {
    case .equal?: return candidate(.faultText, Self.equalTextWeight, 0.2 * closeness)
    case .partial?: return candidate(.faultText, Self.partialTextWeight, 0.2 * closeness)
    case nil: break
    }
    guard causesFit(report.failure, failure.failure) else {
      return .refused { "another fault: \(failure.failure.root.event.summary.string.prefix(60))" }
    }
    let named = subject.shared.filter { $0 != .subadmin }
    if !named.isEmpty { return candidate(.subject, Self.subjectWeight, 0.25 * closeness) }
    guard distance <= Self.timeWindowMs else { return .refused { "only the time fits, and not closely" } }
    return candidate(.time, Self.timeWeight, 0.2 * Self.closeness(distance, within: Self.timeWindowMs))
  }

  private func agreement(_ report: Party, _ failure: Party) -> FaultText.Agreement? {
    var best: FaultText.Agreement?
    for mine in report.texts {
      for other in failure.texts {
        switch mine.agreement(with: other) {
        case .equal?: return .equal
        case .partial?: best = .partial
        case nil: break
        }
      }
    }
    return best
  }

  /// Whether what Plesk was told can stand for what Open-Xchange logged: the same cause, a wrapper or nothing known, or a text
  /// that hides others of its family.
  private func causesFit(_ report: Failure, _ failure: Failure) -> Bool {
    guard let mine = report.finding, mine.layer < .warning, let other = failure.finding else { return true }
    if mine.cause == other.cause { return true }
    let causes = (catalogue.cause(mine.cause), catalogue.cause(other.cause))
    return causes.1?.before.contains(mine.cause) == true || causes.0?.before.contains(other.cause) == true
  }

  // MARK: Words

  private static func closeness(_ distanceMs: Int64, within window: Int64) -> Double {
    distanceMs <= closeMs ? 1 : max(0, 1 - Double(distanceMs - closeMs) / Double(window - closeMs))
  }

  private static func reason(_ distanceMs: Int64) -> String {
    "\(distanceMs / 1000).\(distanceMs % 1000 / 100) s apart"
  }

  private static func rounded(_ score: Double) -> Double { (score * 100).rounded() / 100 }

  private static func word(_ field: Field) -> String {
    field.rawValue.replacing("_", with: " ")
  }

  /// `ox1/open-xchange.log.0:12: fault-text 0.83, weaker: further away, 61.0 s apart`
  private func described(_ rival: Candidate, _ failures: [Party], _ why: String) -> String {
    "\(Self.name(failures[rival.failure].failure)): \(rival.rule.rawValue) \(Self.rounded(rival.score)), \(why)"
  }

  /// Why one candidate is worse than another one.
  private static func weakness(_ rival: Candidate, _ better: Candidate) -> String {
    if rival.rule != better.rule { return "weaker: by a lower rule" }
    if rival.agreement != better.agreement { return "weaker: less of the text agrees" }
    if rounded(rival.base) < rounded(better.base) { return "weaker: less beside the text speaks for it" }
    return "weaker: further away, \(reason(rival.distanceMs))"
  }

  private static func name(_ failure: Failure) -> String {
    "\(failure.root.file):\(failure.root.event.position.line)"
  }
}
