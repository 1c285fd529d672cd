import LogPipeline

/// What an index says of a stretch of time, counted. Only failures that the query admits count, also in incidents that have others.
package struct ReportFigures: Sendable {
  /// The newest first.
  package var incidents: [IncidentFigures] = []
  package var totals = Totals()
  /// Those of as long a time before.
  package var before = Totals()
  /// Failures by quarters of an hour, counted from the epoch.
  package var quarters: [Int64: Int] = [:]
  /// Those with most failures, the first ``IndexReader/reportNamesMax``.
  package var subjects: [NameFigures] = []
  package var hosts: [NameFigures] = []
  /// Failed attempts whose work was done all the same.
  package var ghosts: [Ghost] = []
  package var coverage: [CoverageFigures] = []
  /// The newest record of all.
  package var newest: Instant?

  package struct Totals: Equatable, Sendable {
    package var failures = 0
    package var incidents = 0
    package var subjects = 0
    package init() {}
  }

  /// A name with what happened under it.
  package struct NameFigures: Equatable, Sendable {
    package var name: String
    package var failures: Int
    package var incidents: Int
    package var lastSeen: Instant
    /// What imported lists know of it.
    package var listed: KnownObject? = nil
  }

  package struct Ghost: Equatable, Sendable {
    package var incident: String
    package var host: String
    package var subject: String?
    /// When the object was found to be there.
    package var provedAt: Instant
    /// What imported lists know of the subject.
    package var listed: KnownObject? = nil
  }

  package init() {}
}

/// An incident in a stretch of time.
package struct IncidentFigures: Sendable {
  package var summary: IncidentSummary
  package var kind: CauseSpec.Kind
  package var affects: CauseSpec.Affects
  package var operation: String?
  package var recoveredAt: Instant?
  /// In the stretch of time; those of ``summary`` are of all times.
  package var failures: Int
  package var subjects: Int
  package var first: Instant
  package var last: Instant
  /// The only host, or `nil` where there are several.
  package var host: String?
  package var hostCount: Int
}

/// What was read of one side of one host in a stretch of time.
package struct CoverageFigures: Equatable, Sendable {
  package var host: String
  package var side: Side
  /// Hours from the epoch in which it has records, in their order: not all of them, but with both ends of each silence.
  package var hours: [Int64] = []
  /// The first and the last record of all times.
  package var first: Instant?
  package var last: Instant?
  /// Places that could not be read, of all times.
  package var gaps = 0
}
