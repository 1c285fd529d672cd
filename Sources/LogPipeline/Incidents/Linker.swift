/// Finds the record of Open-Xchange's that belongs to each failure that Plesk reports.
///
/// The ladder: the same exceptionId; the same fault text within the window; a shared subject; time. Whatever both sides say of the
/// subject must not contradict. Each failure of Open-Xchange's belongs to one report at most, so that which pairs are made is one
/// question about all of them: see ``Assignment`` and ``Worth``.
struct Linker {
  /// Two records of one failure lie at most this far apart.
  static let windowMs: Int64 = 120_000
  /// A link by time alone needs closeness.
  static let timeWindowMs: Int64 = 10_000
  /// Within this distance time counts fully: whole seconds on one side, and the way back to Plesk.
  static let closeMs: Int64 = 5_000

  /// What each agreement adds to a score.
  static let equalTextWeight = 0.72
  static let partialTextWeight = 0.68
  static let subjectWeight = 0.5
  static let timeWeight = 0.4
  static let sharedWeight = 0.05
  static let phpWeight = 0.02
  static let callerWeight = 0.03

  let catalogue: Catalogue

  /// A pair that may belong together. A burst has some hundred a report: it holds no words, those are found for the chosen ones.
  struct Candidate {
    private(set) var score: Double
    /// The score without what closeness in time added.
    private(set) var base: Double
    /// What the pair is worth in an assignment; see ``Worth``.
    private(set) var worth: Int
    private var reportIndex: Int32
    private var failureIndex: Int32
    private var distance: Int32
    private(set) var rule: Link.Rule
    /// How the texts agree.
    private(set) var agreement: FaultText.Agreement?
    /// Whether more than text and time speaks for it.
    private(set) var isCorroborated: Bool

    init(
      report: Int, failure: Int, rule: Link.Rule, score: Double, base: Double, worth: Int, distanceMs: Int64,
      agreement: FaultText.Agreement? = nil, isCorroborated: Bool
    ) {
      (reportIndex, failureIndex) = (Int32(report), Int32(failure))
      (self.rule, self.score, self.base, self.worth) = (rule, score, base, worth)
      distance = Int32(clamping: distanceMs)
      (self.agreement, self.isCorroborated) = (agreement, isCorroborated)
    }

    var report: Int {
      get { Int(reportIndex) }
      set { reportIndex = Int32(newValue) }
    }
    var failure: Int {
      get { Int(failureIndex) }
      set { failureIndex = Int32(newValue) }
    }
    /// Without what the clocks are known to be off; that of an exceptionId may be cut.
    var distanceMs: Int64 { Int64(distance) }

    var isExact: Bool { rule == .exceptionID }
  }

  /// Why a pair is none.
  enum Refusal {
    case exceptionID
    case field(Field)
    case address
    case fault
    case time
    case caller
    case subadmin(String)
  }

  /// - Parameters:
  ///   - reports: In the order of ``DatedEvent/precedes(_:_:)``, as `failures`.
  ///   - callers: The address behind each failure, as far as it is known.
  ///   - addresses: Which addresses the Plesk hosts are known to call from.
  /// - Returns: For each report the index of its failure and the link.
  func links(
    _ reports: [Failure], _ failures: [Failure], callers: [String?] = [], addresses: HostAddresses = HostAddresses([])
  ) -> [(failure: Int, link: Link)?] {
    let failures = failures.enumerated().map { Party($1, caller: callers.indices.contains($0) ? callers[$0] : nil) }
    let reports = reports.map { Party($0) }
    var clocks = HostClocks()
    for party in reports + failures { clocks.learn(precisionOf: party.failure.root) }
    let linking = linking(reports, failures, times: AlignedTimes(reports, failures, clocks), addresses: addresses)
    return reports.indices.map { linking.link(of: $0) }
  }

  /// Pairs reports and failures, both in the order of time.
  ///
  /// - Parameter settled: What was decided before and only rivals what is decided now.
  /// - Complexity: O(*n* log *n*); a report is compared with a bounded number of failures, see ``CandidateIndex``.
  func linking(
    _ reports: [Party], _ failures: [Party], times: AlignedTimes, addresses: HostAddresses,
    settled: Linking.Settled = Linking.Settled()
  ) -> Linking {
    var index = CandidateIndex(failures, times: times.failures)
    var candidates = exactCandidates(reports, failures, times, index)
    var refusals: [[Linking.Refused]] = Array(repeating: [], count: reports.count)
    for r in reports.indices.sorted(by: { (times.reports[$0], $0) < (times.reports[$1], $1) })
    where expectsPartner(reports[r].failure) {
      let report = reports[r]
      let found = index.candidates(for: report, at: times.reports[r]) {
        addresses.canBe(failures[$0].caller, of: report.host)
      }
      for f in found {
        let distance = times.distance(report: r, failure: f)
        switch assess(report, r, failures[f], f, distance, addresses) {
        case .candidate(let candidate): candidates.append(candidate)
        case .refused(let reason):
          Linking.keep(
            Linking.Refused(failure: f, distanceMs: distance.ms, reason: reason),
            in: &refusals[r])
        case .exact: break
        }
      }
    }
    candidates.sort(by: Self.isBetter)
    return Linking(
      self, reports: reports, failures: failures, times: times, addresses: addresses, candidates: candidates,
      refusals: refusals, settled: settled)
  }

  private static func isBetter(_ left: Candidate, _ right: Candidate) -> Bool {
    if left.isExact != right.isExact { return left.isExact }
    if left.score != right.score { return left.score > right.score }
    if left.isExact, left.distanceMs != right.distanceMs { return left.distanceMs < right.distanceMs }
    if left.report != right.report { return left.report < right.report }
    return left.failure < right.failure
  }

  // MARK: Candidates

  /// Transport failures say themselves that no answer of the application came back.
  private func expectsPartner(_ report: Failure) -> Bool {
    guard let cause = report.finding.flatMap({ catalogue.compiledCause($0.cause) }) else { return true }
    return cause.spec.oxLogs != .never
  }

  /// An exceptionId is unique wherever and whenever it stands.
  private func exactCandidates(
    _ reports: [Party], _ failures: [Party], _ times: AlignedTimes, _ index: CandidateIndex
  ) -> [Candidate] {
    reports.enumerated().flatMap { r, report in
      index.exact(for: report, at: times.reports[r]).map { f in
        let distance = times.distance(report: r, failure: f)
        return Candidate(
          report: r, failure: f, rule: .exceptionID, score: 1, base: 1, worth: Worth.exact - Worth.cost(distance),
          distanceMs: distance.ms, isCorroborated: true)
      }
    }
  }

  private enum Assessment {
    case candidate(Candidate)
    case refused(Refusal)
    /// They share an exceptionId; see `exactCandidates`.
    case exact
  }

  private func assess(
    _ report: Party, _ r: Int, _ failure: Party, _ f: Int, _ distance: Distance, _ addresses: HostAddresses
  ) -> Assessment {
    let (mine, others) = (report.exceptionIDs, failure.exceptionIDs)
    if !mine.isEmpty, !others.isEmpty {
      return mine.isDisjoint(with: others) ? .refused(.exceptionID) : .exact
    }
    if failure.failure.isFromCommandLine || failure.failure.isFromAnotherProgram { return .refused(.caller) }
    let subject = Identifiers.compare(report.names, failure.names)
    if let conflict = subject.conflict { return .refused(.field(conflict)) }
    guard addresses.canBe(failure.caller, of: report.host) else { return .refused(.address) }
    let subadmin = usedSubadmin(failure, by: report)
    let isUsed = subadmin.flatMap { addresses.uses($0, report.host) }
    if let subadmin, isUsed == false { return .refused(.subadmin(subadmin)) }
    let isKnownCaller = failure.caller.map { addresses.isKnown($0, of: report.host) } ?? false
    let closeness = Self.closeness(distance.ms, within: Self.windowMs)
    let named = subject.shared.filter { $0 != .subadmin }
    let agreement = report.agreement(with: failure)
    let bonus =
      (subject.shared.isEmpty ? 0 : Self.sharedWeight) + (failure.isFromPHP ? Self.phpWeight : 0)
      + (isKnownCaller ? Self.callerWeight : 0) + (isUsed == true ? Self.callerWeight : 0)
    let worth =
      (named.isEmpty ? (subject.shared.isEmpty ? 0 : Worth.subadmin) : Worth.subject)
      + (failure.isFromPHP ? Worth.php : 0) + (isKnownCaller ? Worth.caller : 0) + (isUsed == true ? Worth.subadmin : 0)
      - Worth.cost(distance)
    func candidate(_ rule: Link.Rule, _ base: Double, _ nearness: Double) -> Assessment {
      .candidate(
        Candidate(
          report: r, failure: f, rule: rule, score: min(base + bonus + nearness, 0.99), base: base + bonus,
          worth: worth + (agreement.map(Worth.text) ?? (rule == .subject ? Worth.subjectAlone : Worth.timeAlone)),
          distanceMs: distance.ms, agreement: agreement,
          isCorroborated: !subject.shared.isEmpty || failure.isFromPHP || isKnownCaller || isUsed == true))
    }
    switch agreement {
    case .equal?: return candidate(.faultText, Self.equalTextWeight, 0.2 * closeness)
    case .partial?: return candidate(.faultText, Self.partialTextWeight, 0.2 * closeness)
    case nil: break
    }
    guard causesFit(report.failure, failure.failure) else { return .refused(.fault) }
    if !named.isEmpty { return candidate(.subject, Self.subjectWeight, 0.25 * closeness) }
    guard distance.ms <= Self.timeWindowMs else { return .refused(.time) }
    return candidate(.time, Self.timeWeight, 0.2 * Self.closeness(distance.ms, within: Self.timeWindowMs))
  }

  /// The subadmin of a failure whose report names none, so that only what is stated of the host can tell whether it is the host's.
  func usedSubadmin(_ failure: Party, by report: Party) -> String? {
    guard report.fields[.subadmin] == nil, let name = failure.fields[.subadmin]?.string, name != catalogue.masterLogin
    else { return nil }
    return name
  }

  /// Whether what Plesk was told can stand for what Open-Xchange logged: the same cause, a wrapper or nothing known, or a text
  /// that hides others of its family.
  private func causesFit(_ report: Failure, _ failure: Failure) -> Bool {
    // The call went well, and only what came after it failed.
    if let other = failure.finding, catalogue.compiledCause(other.cause)?.spec.family == "mail",
      report.finding?.cause != other.cause
    {
      return false
    }
    guard let mine = report.finding, mine.layer < .warning, let other = failure.finding else { return true }
    if mine.cause == other.cause { return true }
    return catalogue.compiledCause(other.cause)?.spec.before.contains(mine.cause) == true
      || catalogue.compiledCause(mine.cause)?.spec.before.contains(other.cause) == true
  }

  private static func closeness(_ distanceMs: Int64, within window: Int64) -> Double {
    distanceMs <= closeMs ? 1 : max(0, 1 - Double(distanceMs - closeMs) / Double(window - closeMs))
  }
}
