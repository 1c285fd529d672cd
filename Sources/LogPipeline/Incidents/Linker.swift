/// Finds the record of Open-Xchange's that belongs to each failure that Plesk reports.
///
/// The ladder: the same exceptionId; the same fault text within the window; a shared subject; time. Whatever both sides say of the
/// subject must not contradict. Each failure of Open-Xchange's belongs to one report at most; the best pairs are
/// taken first, and equal ones in the order of time on both sides.
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

  let catalogue: Catalogue

  /// A failure with what is compared of it, gathered once.
  struct Party {
    let failure: Failure
    let fields: Fields
    let texts: [FaultText]
    let exceptionIDs: Set<String>
    let isFromPHP: Bool

    init(_ failure: Failure) {
      self.failure = failure
      fields = failure.fields
      texts = failure.faultTexts
      exceptionIDs = Set(failure.exceptionIDs)
      isFromPHP = failure.events.contains { $0.event.userAgent?.hasPrefix("PHP-SOAP") == true }
    }

    var time: Instant { failure.time }
  }

  private struct Candidate {
    var report: Int
    var failure: Int
    var rule: Link.Rule
    var score: Double
    var distanceMs: Int64
    var reasons: [String]
    /// Whether more than text and time speaks for it.
    var isCorroborated: Bool
  }

  /// - Parameters: Both in the order of ``DatedEvent/precedes(_:_:)``.
  /// - Returns: For each report the index of its failure and the link.
  /// - Complexity: O(*n* log *n*); a report is compared with a bounded number of failures, see ``CandidateIndex``.
  func links(_ reports: [Failure], _ failures: [Failure]) -> [(failure: Int, link: Link)?] {
    let reports = reports.map(Party.init)
    let failures = failures.map(Party.init)
    let index = CandidateIndex(failures)
    var candidates = exactCandidates(reports, failures)
    var refusals: [[(name: String, reason: String)]] = Array(repeating: [], count: reports.count)
    var ordinals: [Instant: Int] = [:]
    for (r, report) in reports.enumerated() where expectsPartner(report.failure) {
      let ordinal = ordinals[report.time, default: 0]
      ordinals[report.time] = ordinal + 1
      for f in index.candidates(for: report, ordinal: ordinal) {
        switch assess(report, r, failures[f], f) {
        case .candidate(let candidate): candidates.append(candidate)
        case .refused(let reason): refusals[r].append((Self.name(failures[f].failure), reason))
        }
      }
    }
    candidates.sort(by: Self.isBetter)
    return assign(candidates, refusals, reports, failures)
  }

  private static func isBetter(_ left: Candidate, _ right: Candidate) -> Bool {
    let rules = Link.Rule.allCases
    let (mine, other) = (rules.firstIndex(of: left.rule) ?? 0, rules.firstIndex(of: right.rule) ?? 0)
    if (mine == 0) != (other == 0) { return mine == 0 }
    // Pairs whose scores differ by the clock alone keep the order of both sides.
    if abs(left.score - right.score) >= marginMin { return left.score > right.score }
    if left.report != right.report { return left.report < right.report }
    if left.score != right.score { return left.score > right.score }
    return left.failure < right.failure
  }

  private func assign(
    _ candidates: [Candidate], _ refusals: [[(name: String, reason: String)]], _ reports: [Party],
    _ failures: [Party]
  ) -> [(failure: Int, link: Link)?] {
    var taken: Set<Int> = []
    var chosen: [Candidate?] = Array(repeating: nil, count: reports.count)
    for candidate in candidates where chosen[candidate.report] == nil && !taken.contains(candidate.failure) {
      chosen[candidate.report] = candidate
      taken.insert(candidate.failure)
    }
    let byReport = Dictionary(grouping: candidates) { $0.report }
    return chosen.enumerated().map { r, candidate in
      guard let candidate else { return nil }
      let rivals = (byReport[r] ?? []).filter { $0.failure != candidate.failure }
      var rejected = rivals.map { rival in
        "\(Self.name(failures[rival.failure].failure)): \(rival.rule.rawValue) \(Self.rounded(rival.score)), "
          + (taken.contains(rival.failure) && rival.score >= candidate.score - Self.marginMin
            ? "nearer to another report" : "weaker")
      }
      rejected += refusals[r].map { "\($0.name): \($0.reason)" }
      let isAmbiguous = rivals.contains { candidate.score - $0.score < Self.marginMin }
      return (
        candidate.failure,
        link(candidate, isAmbiguous: isAmbiguous, rejected: Array(rejected.prefix(Self.rejectedMax)))
      )
    }
  }

  private func link(_ candidate: Candidate, isAmbiguous: Bool, rejected: [String]) -> Link {
    var reasons = candidate.reasons
    if isAmbiguous { reasons.append("another record fits as well: chosen by the order on both sides") }
    let confidence: Link.Confidence =
      switch candidate.rule {
      case .exceptionID: .exact
      case _ where isAmbiguous: .low
      case .faultText where candidate.isCorroborated && candidate.score >= 0.85: .high
      case .faultText, .subject: candidate.score >= 0.6 ? .medium : .low
      // Nobody here makes one of the latter.
      case .time, .httpStatus: candidate.isCorroborated && candidate.score >= 0.6 ? .medium : .low
      }
    return Link(
      rule: candidate.rule, confidence: confidence, score: Self.rounded(candidate.score), reasons: reasons,
      rejected: rejected)
  }

  // MARK: Candidates

  /// Transport failures say themselves that no answer of the application came back.
  private func expectsPartner(_ report: Failure) -> Bool {
    guard let cause = report.finding.flatMap({ catalogue.cause($0.cause) }) else { return true }
    return cause.oxLogs != .never
  }

  /// An exceptionId is unique wherever and whenever it stands.
  private func exactCandidates(_ reports: [Party], _ failures: [Party]) -> [Candidate] {
    var byID: [String: [Int]] = [:]
    for (f, failure) in failures.enumerated() {
      for id in failure.exceptionIDs { byID[id, default: []].append(f) }
    }
    return reports.enumerated().flatMap { r, report in
      report.exceptionIDs.sorted().flatMap { id in
        (byID[id] ?? []).map { f in
          Candidate(
            report: r, failure: f, rule: .exceptionID, score: 1, distanceMs: abs(report.time - failures[f].time),
            reasons: ["both carry exceptionId \(id)"], isCorroborated: true)
        }
      }
    }
  }

  private enum Assessment {
    case candidate(Candidate)
    case refused(String)
  }

  private func assess(_ report: Party, _ r: Int, _ failure: Party, _ f: Int) -> Assessment {
    let (mine, others) = (report.exceptionIDs, failure.exceptionIDs)
    if !mine.isEmpty, !others.isEmpty {
      return mine.isDisjoint(with: others)
        ? .refused("another exceptionId") : .refused("already linked by its exceptionId")
    }
    let subject = Identifiers.compare(report.fields, failure.fields)
    if let conflict = subject.conflict { return .refused("another \(Self.word(conflict))") }
    let distance = abs(report.time - failure.time)
    let closeness = Self.closeness(distance, within: Self.windowMs)
    var reasons = [Self.reason(distance)]
    reasons += subject.shared.map {
      "same \(Self.word($0)) \(report.fields[$0]?.string ?? failure.fields[$0]?.string ?? "")"
    }
    let isFromPHP = failure.isFromPHP
    if isFromPHP { reasons.append("the request came from PHP's SOAP client") }
    func candidate(_ rule: Link.Rule, _ score: Double) -> Assessment {
      .candidate(
        Candidate(
          report: r, failure: f, rule: rule, score: min(score, 0.99), distanceMs: distance, reasons: reasons,
          isCorroborated: !subject.shared.isEmpty || isFromPHP))
    }
    let bonus = (subject.shared.isEmpty ? 0 : 0.05) + (isFromPHP ? 0.02 : 0)
    switch agreement(report, failure) {
    case .equal?:
      reasons.insert("the fault text equals the exception's message", at: 0)
      return candidate(.faultText, 0.72 + 0.2 * closeness + bonus)
    case .partial?:
      reasons.insert("the fault text is a part of the exception's message", at: 0)
      return candidate(.faultText, 0.68 + 0.2 * closeness + bonus)
    case nil: break
    }
    guard causesFit(report.failure, failure.failure) else {
      return .refused("another fault: \(failure.failure.root.event.summary.string.prefix(60))")
    }
    let named = subject.shared.filter { $0 != .subadmin }
    if !named.isEmpty { return candidate(.subject, 0.5 + 0.25 * closeness + bonus) }
    guard distance <= Self.timeWindowMs else { return .refused("only the time fits, and not closely") }
    return candidate(.time, 0.4 + 0.2 * Self.closeness(distance, within: Self.timeWindowMs) + bonus)
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

  private static func name(_ failure: Failure) -> String {
    "\(failure.root.file):\(failure.root.event.position.line)"
  }
}
