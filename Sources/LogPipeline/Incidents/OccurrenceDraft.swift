/// An occurrence with what decides to which incident it belongs.
struct OccurrenceDraft {
  var occurrence: Occurrence
  /// The finding that says what the root was.
  var finding: Finding
  /// The host whose Open-Xchange logged it.
  var openXchangeHost: String?

  /// A failure that Plesk reports, with or without Open-Xchange's record of it.
  init(_ report: Failure, _ failure: Failure?, _ link: Link?, partner: Occurrence.Partner, _ catalogue: Catalogue) {
    let ofReport = report.finding
    let ofFailure = failure?.finding
    let rootIsElsewhere = Self.prefers(ofFailure, to: ofReport, catalogue)
    guard let finding = rootIsElsewhere ? ofFailure : ofReport ?? ofFailure else {
      preconditionFailure("an occurrence needs a finding on one side")
    }
    self.finding = finding
    openXchangeHost = failure?.host
    var evidence = [Evidence(role: .report, event: report.root)]
    evidence += report.others.map { Evidence(role: .support, event: $0) }
    if let failure {
      evidence.append(Evidence(role: .root, event: failure.root))
      evidence += failure.others.map { Evidence(role: .consequence, event: $0) }
    }
    occurrence = Occurrence(
      time: report.time, host: report.host, operation: report.operation ?? failure?.operation, cause: finding.cause,
      fields: Self.fields(report.fields, failure?.fields ?? [:], finding, catalogue), partner: partner, link: link,
      evidence: evidence)
  }

  /// A failure that only Open-Xchange shows.
  init(_ failure: Failure, _ catalogue: Catalogue) {
    guard let finding = failure.finding else { preconditionFailure("an occurrence needs a finding on one side") }
    self.finding = finding
    openXchangeHost = failure.host
    occurrence = Occurrence(
      time: failure.time, host: failure.host, operation: failure.operation, cause: finding.cause,
      fields: Self.fields([:], failure.fields, finding, catalogue), partner: nil, link: nil,
      evidence: [Evidence(role: .root, event: failure.root)]
        + failure.others.map { Evidence(role: .consequence, event: $0) })
  }

  /// Open-Xchange's exception knows more than what reached Plesk, unless all it has is a lesser kind of text.
  private static func prefers(_ failure: Finding?, to report: Finding?, _ catalogue: Catalogue) -> Bool {
    guard let failure else { return false }
    guard let report else { return true }
    if catalogue.cause(report.cause)?.before.contains(failure.cause) == true { return false }
    return failure.layer <= report.layer
  }

  /// What Plesk says of the subject comes first; the finding's own captures decide what the cause is about.
  private static func fields(_ report: Fields, _ failure: Fields, _ finding: Finding, _ catalogue: Catalogue) -> Fields
  {
    var fields = finding.captures.merging(report) { first, _ in first }
    fields.merge(failure) { first, _ in first }
    if fields[.subadmin]?.string == catalogue.masterLogin { fields[.subadmin] = nil }
    if fields[.subscription] == nil { fields[.subscription] = fields[.instance] }
    return fields
  }
}

extension Failure {
  /// All records but the root.
  var others: [DatedEvent] {
    events.indices.filter { $0 != rootIndex }.map { events[$0] }
  }
}
