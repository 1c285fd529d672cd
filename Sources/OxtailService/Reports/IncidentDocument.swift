import LogPipeline

/// `oxtail.incidents/1`: what `-o json` prints. Keys may be added, none is renamed or removed.
package struct IncidentDocument: Codable, Sendable {
  package var schema = "oxtail.incidents/1"
  package var sources: [Source]
  package var skipped: [Skipped]
  package var notes: [String]
  package var incidents: [IncidentEntry]
  package var suspected: [EvidenceEntry]
  package var otherClients: [EvidenceEntry]

  enum CodingKeys: String, CodingKey {
    case schema, sources, skipped, notes, incidents, suspected
    case otherClients = "other_clients"
  }

  package struct Source: Codable, Sendable {
    var file: String
    var host: String
    var side: String
    @Null var format: String?
    var bytes: Int
    var records: Int
    var unparsedBytes: Int
    var droppedBytes: Int
    @Null var first: String?
    @Null var last: String?
    @Null var utcOffset: String?
    var offsetFrom: String

    enum CodingKeys: String, CodingKey {
      case file, host, side, format, bytes, records, first, last
      case unparsedBytes = "unparsed_bytes"
      case droppedBytes = "dropped_bytes"
      case utcOffset = "utc_offset"
      case offsetFrom = "offset_from"
    }
  }

  package struct Skipped: Codable, Sendable {
    var file: String
    var bytes: Int
    var reason: String
  }

  package struct IncidentEntry: Codable, Sendable {
    var id: String
    var cause: String
    var title: String
    @Null var kind: String?
    var owner: String
    var retry: String
    var state: String
    @Null var stateSince: String?
    @Null var recoveredBy: String?
    @Null var recoveredAt: String?
    var blastRadius: String
    var confirmed: Bool
    @Null var operation: String?
    var firstSeen: String
    var lastSeen: String
    var fingerprint: String
    var grade: String
    @Null var fixedIn: String?
    var occurrences: [OccurrenceEntry]
    var remedy: RemedyEntry
    /// Ids that it had before.
    var aliases: [String]
    var remarks: [RemarkEntry]
    @Null var sameAs: TwinEntry?

    enum CodingKeys: String, CodingKey {
      case id, cause, title, kind, owner, retry, state, confirmed, operation, fingerprint, grade, occurrences, remedy
      case aliases, remarks
      case stateSince = "state_since"
      case sameAs = "same_as"
      case recoveredBy = "recovered_by"
      case recoveredAt = "recovered_at"
      case blastRadius = "blast_radius"
      case firstSeen = "first_seen"
      case lastSeen = "last_seen"
      case fixedIn = "fixed_in"
    }
  }

  /// What somebody said of it.
  package struct RemarkEntry: Codable, Sendable {
    var verb: String
    var time: String
    var author: String
    @Null var text: String?
    @Null var ticket: String?
    /// A time, a number of failures, or `escalating`.
    @Null var until: String?
  }

  /// The incident before it with the same fingerprint.
  package struct TwinEntry: Codable, Sendable {
    var id: String
    var firstSeen: String
    @Null var resolution: RemarkEntry?

    enum CodingKeys: String, CodingKey {
      case id, resolution
      case firstSeen = "first_seen"
    }
  }

  package struct OccurrenceEntry: Codable, Sendable {
    var time: String
    var host: String
    @Null var operation: String?
    var cause: String
    var subject: Subject
    @Null var partner: String?
    /// How many nodes of Open-Xchange's there are, and how many were read, where a record is missing and not all were.
    @Null var nodes: Nodes?
    @Null var link: LinkEntry?
    /// What the incident's first failure has to do with this one: `ghost`, `penalty`, `consequence`.
    @Null var relation: String?
    /// The start of Open-Xchange's that it comes of.
    @Null var restart: RestartEntry?
    var evidence: [EvidenceEntry]
  }

  package struct RestartEntry: Codable, Sendable {
    var host: String
    /// Whether start-up records show it or, to some minutes, exceptionIds that begin with another number.
    var shownBy: String
    /// From its first sign to the failure; less than none where the failure came first.
    var secondsBefore: Double

    enum CodingKeys: String, CodingKey {
      case host
      case shownBy = "shown_by"
      case secondsBefore = "seconds_before"
    }
  }

  package struct Nodes: Codable, Sendable {
    var read: Int
    var known: Int
  }

  package struct Subject: Codable, Sendable {
    @Null var domain: String?
    @Null var mailbox: String?
    @Null var contextName: String?
    @Null var contextID: Int?
    @Null var subscription: String?
    @Null var subadmin: String?
    @Null var address: String?
    @Null var customer: String?
    /// Which of these no record says, but an imported list.
    var listed: [String]

    enum CodingKeys: String, CodingKey {
      case domain, mailbox, subscription, subadmin, address, customer, listed
      case contextName = "context_name"
      case contextID = "context_id"
    }
  }

  package struct LinkEntry: Codable, Sendable {
    var rule: String
    var confidence: String
    var score: Double
    var reasons: [String]
    var rejected: [String]
  }

  package struct EvidenceEntry: Codable, Sendable {
    var role: String
    var side: String
    var host: String
    var file: String
    var line: Int
    var offset: Int
    var length: Int
    var time: String
    /// Whether its clock showed this time twice that night, and nothing tells which it was: it may be an hour later.
    var isHourUnknown: Bool
    var level: String
    var text: String
    /// Why a record of Apache's belongs here; `null` for those that the occurrence's link speaks of.
    @Null var link: LinkEntry?

    enum CodingKeys: String, CodingKey {
      case role, side, host, file, line, offset, length, time, level, text, link
      case isHourUnknown = "hour_unknown"
    }
  }

  package struct RemedyEntry: Codable, Sendable {
    var explain: String
    var check: [String]
    var fix: [String]
    var links: [String]
    var next: [String]
  }
}
