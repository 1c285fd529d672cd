/// An occurrence with what decides to which incident it belongs.
struct OccurrenceDraft {
  var occurrence: Occurrence
  /// The finding that says what the root was.
  var finding: Finding
  /// The host whose Open-Xchange logged it.
  var openXchangeHost: String?
  /// The HTTP exchange behind it, if Apache's log shows it.
  var exchange: Exchange?

  /// A failure that Plesk reports, with or without Open-Xchange's and Apache's records of it.
  init(
    _ report: Failure, _ failure: Failure?, _ link: Link?, _ bridge: ExchangeLinker.Bridge?,
    partner: Occurrence.Partner, _ catalogue: Catalogue
  ) {
    let ofReport = report.finding
    let ofFailure = Self.finding(of: failure, link, catalogue)
    let ofExchange = Self.told(Self.finding(of: bridge, catalogue), beside: ofReport, catalogue)
    let best = Self.prefers(ofFailure, to: ofReport, catalogue) ? ofFailure : ofExchange ?? ofReport ?? ofFailure
    guard let finding = best else { preconditionFailure("an occurrence needs a finding on one side") }
    self.finding = finding
    openXchangeHost = failure?.host ?? bridge?.exchange.host
    exchange = bridge?.exchange
    var evidence = [Evidence(role: .report, event: report.root)]
    evidence += report.others.map { Evidence(role: .support, event: $0.event) }
    if let failure {
      evidence.append(Evidence(role: .root, event: failure.root))
      evidence += failure.others.map { Evidence(role: $0.role, event: $0.event) }
    }
    evidence += bridge?.evidence(hasRoot: failure != nil) ?? []
    occurrence = Occurrence(
      time: report.time, host: report.host, operation: report.operation ?? failure?.operation, cause: finding.cause,
      fields: Self.fields([report.fields, failure?.fields ?? [:]], bridge?.exchange, finding, catalogue),
      partner: partner, link: link, evidence: evidence)
  }

  /// A failure that only the Open-Xchange side shows.
  init(_ failure: Failure, _ bridge: ExchangeLinker.Bridge?, _ catalogue: Catalogue) {
    guard let finding = failure.finding else { preconditionFailure("an occurrence needs a finding on one side") }
    self.finding = finding
    openXchangeHost = failure.host
    exchange = bridge?.exchange
    occurrence = Occurrence(
      time: failure.time, host: failure.host, operation: failure.operation, cause: finding.cause,
      fields: Self.fields([failure.fields], bridge?.exchange, finding, catalogue), partner: nil, link: nil,
      evidence: [Evidence(role: .root, event: failure.root)]
        + failure.others.map { Evidence(role: $0.role, event: $0.event) } + (bridge?.evidence(hasRoot: true) ?? []))
  }

  /// A failure that only Apache shows.
  init(_ exchange: Exchange, _ catalogue: Catalogue) {
    guard let finding = exchange.finding else { preconditionFailure("an occurrence needs a finding on one side") }
    self.finding = finding
    openXchangeHost = exchange.host
    self.exchange = exchange
    let root = exchange.root
    let others = exchange.events.filter { $0.event.position != root.event.position }
    occurrence = Occurrence(
      time: root.time, host: exchange.host, operation: nil, cause: finding.cause,
      fields: Self.fields([], exchange, finding, catalogue), partner: nil, link: nil,
      evidence: [Evidence(role: .root, event: root)] + others.map { Evidence(role: .support, event: $0) })
  }

  /// What an Open-Xchange's record says of a report.
  static func finding(of failure: Failure?, _ link: Link?, _ catalogue: Catalogue) -> Finding? {
    failure?.finding.flatMap { link?.rule == .time && isSafe($0, catalogue) ? nil : $0 }
  }

  /// What Apache's records say of a report.
  static func finding(of bridge: ExchangeLinker.Bridge?, _ catalogue: Catalogue) -> Finding? {
    bridge?.exchange.finding.flatMap { bridge?.link.confidence == .low && isSafe($0, catalogue) ? nil : $0 }
  }

  /// Whether a cause says that a retry does no harm, which a record that is merely near in time must not say of another one.
  private static func isSafe(_ finding: Finding, _ catalogue: Catalogue) -> Bool {
    catalogue.compiledCause(finding.cause)?.spec.retry == .safe
  }

  /// What Apache knows counts where Plesk's text is a wrapper, or one that the catalogue ranks behind it: a WSDL that could not be
  /// loaded was refused, forbidden or not found, and only Apache knows which.
  private static func told(_ exchange: Finding?, beside report: Finding?, _ catalogue: Catalogue) -> Finding? {
    guard let exchange else { return nil }
    guard let report, report.layer <= .http else { return exchange }
    return catalogue.compiledCause(exchange.cause)?.spec.before.contains(report.cause) == true ? exchange : nil
  }

  /// Open-Xchange's exception knows more than what reached Plesk, unless all it has is a lesser kind of text.
  private static func prefers(_ failure: Finding?, to report: Finding?, _ catalogue: Catalogue) -> Bool {
    guard let failure else { return false }
    guard let report else { return true }
    if catalogue.compiledCause(report.cause)?.spec.before.contains(failure.cause) == true { return false }
    return failure.layer <= report.layer
  }

  /// What Plesk says of the subject comes first; the finding's own captures decide what the cause is about.
  private static func fields(
    _ sides: [Fields], _ exchange: Exchange?, _ finding: Finding, _ catalogue: Catalogue
  ) -> Fields {
    var fields = finding.captures
    for side in sides { fields.merge(side) { first, _ in first } }
    // The address that Apache saw is the caller's; the one that Open-Xchange saw is often Apache's own.
    if let address = exchange?.events.lazy.compactMap({ $0.event.fields[.address] }).first {
      fields[.address] = address
    }
    if fields[.subadmin]?.string == catalogue.masterLogin { fields[.subadmin] = nil }
    if fields[.subscription] == nil { fields[.subscription] = fields[.instance] }
    return fields
  }
}
