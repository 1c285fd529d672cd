/// What an occurrence tells without its records: whoever counts thousands of them needs no more, and records are what takes time to read.
package struct OccurrenceOutline: Sendable {
  package var host: String
  package var fields: Fields
  /// `nil` for a failure that only Open-Xchange shows.
  package var partner: Occurrence.Partner?
  /// That of the link to the other side, or to Apache; `nil` where there is neither.
  package var confidence: Link.Confidence?
  /// Whose log its first record is from; `nil` where it has none.
  package var witness: Side?
  package var relation: Occurrence.Relation?
  package var restart: Restart?
  /// What imported lists know of its subject, where an index has some.
  package var listed: KnownObject? = nil

  /// Whom it concerns.
  package var names: SubjectNames { SubjectNames(fields, listed) }
}

extension Occurrence {
  package var outline: OccurrenceOutline {
    OccurrenceOutline(
      host: host, fields: fields, partner: partner, confidence: (link ?? webLink)?.confidence,
      witness: evidence.first?.event.event.side, relation: relation, restart: restart, listed: listed)
  }
}
