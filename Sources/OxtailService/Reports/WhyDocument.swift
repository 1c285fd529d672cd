import LogPipeline

/// `oxtail.why/1`: why the records of one incident were taken for one failure each, and its failures for one incident.
package struct WhyDocument: Codable, Sendable {
  package var schema = "oxtail.why/1"
  package var id: String
  package var cause: String
  package var title: String
  package var grade: String
  package var confirmed: Bool
  package var grouping: Grouping
  package var clocks: [Clock]
  /// The newest first.
  package var failures: [Failure]

  /// What all failures of the incident have in common.
  package struct Grouping: Codable, Sendable {
    package var cause: String
    @Null package var operation: String?
    /// Whose failure it is: `subadmin reseller7`, `ox ox1`.
    package var owningEntity: String
    package var foldedText: String
    /// Of cause, operation and folded text.
    package var fingerprint: String

    enum CodingKeys: String, CodingKey {
      case cause, operation, fingerprint
      case owningEntity = "owning_entity"
      case foldedText = "folded_text"
    }
  }

  /// How the times of a file are known: a link by time is as good as the clocks.
  package struct Clock: Codable, Sendable {
    package var file: String
    package var host: String
    @Null package var utcOffset: String?
    package var offsetFrom: String
    /// Whether it is that of another log of the host.
    package var isBorrowed: Bool

    enum CodingKeys: String, CodingKey {
      case file, host
      case utcOffset = "utc_offset"
      case offsetFrom = "offset_from"
      case isBorrowed = "is_borrowed"
    }
  }

  package struct Failure: Codable, Sendable {
    package var time: String
    package var host: String
    package var cause: String
    package var subject: IncidentDocument.Subject
    @Null package var partner: String?
    /// The start of Open-Xchange's that it comes of, in words.
    @Null package var restart: String?
    /// One of Open-Xchange's record, one of Apache's call, as far as there are any.
    package var links: [Link]
    /// Where Open-Xchange's record was not found: what was looked at.
    package var rejected: [String]
    package var evidence: [IncidentDocument.EvidenceEntry]
  }

  package struct Link: Codable, Sendable {
    /// Whose record it leads to.
    package var side: String
    package var rule: String
    package var confidence: String
    package var score: Double
    package var reasons: [Reason]
    /// The next best candidate and why it lost.
    @Null package var runnerUp: String?
    /// All further candidates, the best first.
    package var rejected: [String]

    enum CodingKeys: String, CodingKey {
      case side, rule, confidence, score, reasons, rejected
      case runnerUp = "runner_up"
    }
  }

  package struct Reason: Codable, Sendable {
    package var text: String
    /// What it added to the score.
    package var weight: Double
  }
}

extension WhyDocument {
  /// - Parameters:
  ///   - newestFirst: The incident's occurrences.
  ///   - sources: Those of its records.
  package init(_ incident: Incident, newestFirst: some Sequence<Occurrence>, sources: [SourceReport]) {
    id = incident.id
    cause = incident.cause.id
    title = incident.cause.title
    grade = incident.cause.grade.rawValue
    confirmed = incident.isConfirmed
    grouping = Grouping(
      cause: incident.cause.id, operation: incident.operation, owningEntity: incident.owningEntity,
      foldedText: incident.foldedText, fingerprint: incident.fingerprint)
    clocks = sources.map(Clock.init)
    failures = newestFirst.map(Failure.init)
  }
}

extension WhyDocument.Clock {
  init(_ source: SourceReport) {
    self.init(
      file: source.file, host: source.host,
      utcOffset: source.offsetMinutes.map(IncidentDocument.Source.offset(minutes:)),
      offsetFrom: source.zone.rawValue, isBorrowed: source.isZoneBorrowed)
  }
}

extension WhyDocument.Failure {
  init(_ occurrence: Occurrence) {
    self.init(
      time: occurrence.time.iso8601, host: occurrence.host, cause: occurrence.cause,
      subject: IncidentDocument.Subject(occurrence.names), partner: occurrence.partner?.rawValue,
      restart: occurrence.restart?.words,
      links: [occurrence.link.map { .init($0, .openXchange) }, occurrence.webLink.map { .init($0, .apache) }]
        .compactMap { $0 },
      rejected: occurrence.rejected, evidence: occurrence.evidence.map(IncidentDocument.EvidenceEntry.init))
  }
}

extension WhyDocument.Link {
  init(_ link: LogPipeline.Link, _ side: Side) {
    self.init(
      side: side.rawValue, rule: link.rule.rawValue, confidence: link.confidence.rawValue, score: link.score,
      reasons: link.weighed.map { WhyDocument.Reason(text: $0.reason, weight: $0.weight) }, runnerUp: link.runnerUp,
      rejected: Array(link.rejected.dropFirst(link.runnerUp == nil ? 0 : 1)))
  }
}
