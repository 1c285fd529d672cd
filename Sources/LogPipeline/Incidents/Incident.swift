/// What failed, for whom, why and since when: all failures with one cause, operation and owning entity.
package struct Incident: Codable, Sendable {
  package enum State: String, Codable, CaseIterable, Sendable {
    case new, open, silent, recovered, regressed, resolved, muted
  }

  /// `OX-` and five or more characters; see ``IncidentID``.
  package var id: String
  /// Which of one correlation's incidents it is: what its occurrences are kept by. It is made of what the occurrences have in common, and so
  /// stays when others come.
  package var number: Int
  /// `nil` stands for a failure that no pattern understands.
  package var cause: CauseSpec
  package var operation: String?
  package var state: State
  /// When the logs show that it was over; `nil` without evidence.
  package var recoveredAt: Instant?
  /// The last failure that came more than a day after the logs had shown that it was over.
  package var regressedAt: Instant? = nil
  package var firstSeen: Instant
  package var lastSeen: Instant
  /// `v1:` and what identifies the same failure everywhere, never the subject.
  package var fingerprint: String
  /// The text that the fingerprint stands for.
  package var foldedText: String
  /// Whose failure it is, beside the cause: `subadmin reseller7`, `ox ox1`, `plesk plesk17`; with nothing behind the first word where
  /// nobody names it.
  package var owningEntity = ""
  /// Whether records of both sides show it.
  package var isConfirmed: Bool
  /// Set where a record of Open-Xchange's is missing, and not all of its nodes were read.
  package var nodes: Nodes?
  /// How many occurrences it has.
  package var count: Int
  package var remedy: Remedy
  /// In the order of their first records; not part of what is encoded.
  package var occurrences: Listing<Occurrence> = []
  /// The same without their records, where rows can be read so; not part of what is encoded.
  package var outlinesInRows: Listing<OccurrenceOutline>?
  /// The occurrences without their records, which may take a hundredth of the time.
  package var outlines: Listing<OccurrenceOutline> {
    outlinesInRows ?? Listing(occurrences.map(\.outline))
  }
  /// What an index knows of it beside its records; not part of what is encoded.
  package var memory = IncidentMemory()

  enum CodingKeys: String, CodingKey {
    case id, number, cause, operation, state, recoveredAt, regressedAt, firstSeen, lastSeen, fingerprint, foldedText
    case owningEntity, isConfirmed, nodes, count, remedy
  }

  /// Nodes of one installation of Open-Xchange.
  package struct Nodes: Codable, Equatable, Sendable {
    /// Of which logs were read.
    package var read: Int
    /// That there are, as far as the first numbers of exceptionIds or the user tell.
    package var known: Int
    /// Whether the user said so: then a record that those read do not cover may be on another one.
    package var isStated = false

    /// Whether they tell where an occurrence's record may be.
    package func concern(_ occurrence: Occurrence) -> Bool {
      occurrence.partner == .missing || (isStated && occurrence.partner == .notCovered)
    }
  }
}

/// One failed operation.
package struct Occurrence: Codable, Sendable {
  /// Whether Open-Xchange's own record of the failure was found.
  package enum Partner: String, Codable, Sendable {
    case found, missing
    case notExpected = "not-expected"
    case notCovered = "not-covered"
  }

  /// What an earlier failure has to do with this one, which stands in that one's incident.
  package enum Relation: String, Codable, Sendable {
    /// It did its work although Plesk gave up: this attempt met what it left.
    case ghost
    /// Apache refused the call because of it, although Open-Xchange may have been up again.
    case penalty
    /// This step needed what it should have done, or waited for it.
    case consequence
  }

  package var time: Instant
  package var host: String
  package var operation: String?
  package var cause: String
  package var fields: Fields
  /// `nil` for a failure that only Open-Xchange shows.
  package var partner: Partner?
  package var link: Link?
  package var evidence: [Evidence]
  /// Where nothing is linked: the records of Open-Xchange's that were looked at, and why none of them is its partner.
  package var rejected: [String] = []
  /// `nil` for a failure that explains itself.
  package var relation: Relation? = nil
  /// The start of Open-Xchange's that it comes of, where the log shows one.
  package var restart: Restart? = nil
  /// What imported lists know of its subject, where an index has some; no part of its row.
  package var listed: KnownObject? = nil

  /// Why Apache's records belong to it, where there are any.
  package var webLink: Link? { evidence.lazy.compactMap(\.link).first }

  /// Whether Plesk's side and a record of the other side's show it.
  package var isConfirmed: Bool { partner != nil && (link != nil || webLink != nil) }
}

/// A record that speaks for an occurrence.
package struct Evidence: Codable, Sendable {
  package enum Role: String, Codable, Sendable {
    /// In which Plesk says that it failed.
    case report
    /// That holds the cause, if it is another one.
    case root
    case consequence, support
  }

  package var role: Role
  package var event: DatedEvent
  /// Why a record of Apache's is taken for this failure's; `nil` for those that the occurrence's own link speaks of.
  package var link: Link? = nil

  package init(role: Role, event: DatedEvent, link: Link? = nil) {
    self.role = role
    self.event = event
    self.link = link
  }
}

/// What to do, with what was captured filled in.
package struct Remedy: Codable, Sendable {
  package var explain: String
  package var check: [String]
  package var fix: [String]
  package var links: [String]
  /// Where evidence is missing: the next commands that would bring it.
  package var next: [String]
}

extension Occurrence {
  /// Causes that prove that the object is there: where an attempt before seemed to fail, it was a ghost.
  package static var proofs: Set<String> { Ghosts.proofs }
}
