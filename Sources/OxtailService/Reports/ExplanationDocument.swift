import LogPipeline

/// `oxtail.explanation/1`: what `explain -o json` prints.
package struct ExplanationDocument: Codable, Sendable {
  package var schema = "oxtail.explanation/1"
  package var text: String
  package var subject: IncidentDocument.Subject
  package var causes: [Entry]

  package struct Entry: Codable, Sendable {
    var cause: String
    var title: String
    @Null var kind: String?
    var owner: String
    var retry: String
    var blastRadius: String
    var grade: String
    @Null var fixedIn: String?
    /// The part of the text that showed it.
    var matched: String
    var captures: [String: String]
    var remedy: IncidentDocument.RemedyEntry

    enum CodingKeys: String, CodingKey {
      case cause, title, kind, owner, retry, grade, matched, captures, remedy
      case blastRadius = "blast_radius"
      case fixedIn = "fixed_in"
    }
  }

  package init(_ explanation: Explanation) {
    text = explanation.text.string
    subject = IncidentDocument.Subject(SubjectNames(explanation.fields))
    causes = explanation.causes.map { explained in
      let cause = explained.cause
      return Entry(
        cause: cause.id, title: cause.title, kind: cause.kind == .unknown ? nil : cause.kind.rawValue,
        owner: cause.owner.rawValue, retry: cause.retry.rawValue, blastRadius: cause.affects.rawValue,
        grade: cause.grade.rawValue, fixedIn: cause.fixedIn, matched: explained.finding.text.string,
        captures: Dictionary(
          explained.finding.captures.map { ($0.key.rawValue, $0.value.string) }, uniquingKeysWith: { first, _ in first }
        ),
        remedy: IncidentDocument.RemedyEntry(explained.remedy))
    }
  }
}
