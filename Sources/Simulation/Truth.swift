/// What really happened, and what a reader of the logs can know of it: the yardstick for whoever explains them.
package struct Truth: Codable, Sendable {
  package var schema = "oxtail.truth/1"
  package var corpus: Corpus
  package var machines: [Machine] = []
  package var failures: [Failure] = []
  /// Records of failures that are not Plesk's with Open-Xchange.
  package var otherClients: [Record] = []
  package var otherPackages: [Record] = []

  package init(corpus: Corpus) { self.corpus = corpus }

  enum CodingKeys: String, CodingKey {
    case schema, corpus, machines, failures
    case otherClients = "other_clients"
    case otherPackages = "other_packages"
  }

  package struct Machine: Codable, Sendable {
    package var name: String
    package var address: String?
    package var skewMs: Int64
    package var utcOffset: String
    package var isRead: Bool

    enum CodingKeys: String, CodingKey {
      case name, address
      case skewMs = "skew_ms"
      case utcOffset = "utc_offset"
      case isRead = "is_read"
    }
  }

  /// Where a record begins.
  package struct Record: Codable, Sendable, Hashable {
    package enum Side: String, Codable, Sendable {
      case plesk, apache
      case openXchange = "ox"
    }

    package var side: Side
    package var file: String
    /// The first is 1.
    package var line: Int
    /// When it was written, true UTC.
    package var writtenMs: Int64

    enum CodingKeys: String, CodingKey {
      case side, file, line
      case writtenMs = "written_ms"
    }
  }

  package enum Verdict: String, Codable, Sendable {
    case found, missing
    case notExpected = "not-expected"
    case notCovered = "not-covered"
  }

  /// One failed operation.
  package struct Failure: Codable, Sendable {
    package var id: Int
    /// When the call was made, true UTC.
    package var timeMs: Int64
    package var host: String
    package var node: String?
    package var subject: Subject
    /// As the records name it: the APS verb, or what the call stands for; `nil` where no record says so.
    package var operation: String?
    /// The cause in the world.
    package var origin: String
    /// The cause that the records together tell: where Open-Xchange's is missing, Plesk's text may tell less.
    package var cause: String
    /// The root's, where it is a consequence; else its own.
    package var incidentCause: String
    package var owner: Fact.Owner
    package var retry: Fact.Retry
    package var blastRadius: Fact.Reach
    /// What became of Open-Xchange's own record; `nil` where Plesk's is missing.
    package var verdict: Verdict?
    /// When its node was started, true UTC, where it comes of that.
    package var restartedMs: Int64? = nil
    /// Failures of one incident have the same.
    package var group: String
    package var records: [Record] = []
    /// Set where Plesk's record had its text degraded.
    package var degradation: String?

    enum CodingKeys: String, CodingKey {
      case id, host, node, subject, operation, origin, cause, owner, retry, verdict, group, records, degradation
      case timeMs = "time_ms"
      case restartedMs = "restarted_ms"
      case incidentCause = "incident_cause"
      case blastRadius = "blast_radius"
    }

    package func records(of side: Record.Side) -> [Record] { records.filter { $0.side == side } }
  }
}
