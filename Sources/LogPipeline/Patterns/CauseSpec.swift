/// A cause of failure as `Patterns/failures/` describes it.
package struct CauseSpec: Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case transient, config, conflict, capacity, software
    /// The catalogue does not say: the cause is a wrapper around another one.
    case unknown
  }

  package enum Owner: String, CaseIterable, Sendable {
    case oxAdmin = "ox-admin"
    case pleskAdmin = "plesk-admin"
    case network, packager
  }

  package enum Retry: String, CaseIterable, Sendable {
    case safe, useless
    case checkFirst = "check-first"
  }

  /// How surely the facts are known, best first: seen verbatim, produced by the real program, from the source code, inferred,
  /// never confirmed.
  package enum Grade: String, CaseIterable, Sendable {
    case verbatim = "V"
    case laboratory = "L"
    case source = "S"
    case inferred = "I"
    case unconfirmed = "U"
  }

  /// Who else meets the failure as long as its cause stands.
  package enum Affects: String, CaseIterable, Sendable {
    case subject, host, subadmin, everyone
  }

  /// Whether Open-Xchange's application log holds a record of it.
  package enum OXLogs: String, CaseIterable, Sendable {
    case always, maybe, never
  }

  /// A condition on a captured field.
  package struct Condition: Equatable, Sendable {
    package var field: Field
    /// Literal, or ``masterLogin``.
    package var value: String
    package var isNegated: Bool

    /// Stands for the master administrator's login, which may have been renamed.
    package static let masterLogin = "{master_login}"

    package init(field: Field, value: String, isNegated: Bool) {
      self.field = field
      self.value = value
      self.isNegated = isNegated
    }
  }

  package var id: String
  package var title: String
  package var kind: Kind
  package var owner: Owner
  package var retry: Retry
  package var grade: Grade
  package var affects: Affects
  package var oxLogs: OXLogs
  /// The statuses under which a web server in front of Open-Xchange may log such a call; none where no call gets that far. `nil` stands
  /// for what SOAP says: a fault is a 500, and where the cause is a wrapper any failure fits.
  package var httpStatus: [Int]?
  /// No text shows it; a rule finds it.
  package var isDerived = false
  package var fixedIn: String?
  /// Causes that this one outranks where both are found in one failure.
  package var before: [String] = []
  package var when: [Condition] = []
  package var texts: [TextSpec] = []
  package var explain: String
  package var check: [String] = []
  package var fix: [String] = []
  package var links: [String] = []
  package var place: PatternPlace = .none

  /// The id's part before the dot.
  package var family: String { String(id.prefix { $0 != "." }) }

  package init(
    id: String, title: String, kind: Kind, owner: Owner, retry: Retry, grade: Grade, affects: Affects, oxLogs: OXLogs,
    explain: String
  ) {
    self.id = id
    self.title = title
    self.kind = kind
    self.owner = owner
    self.retry = retry
    self.grade = grade
    self.affects = affects
    self.oxLogs = oxLogs
    self.explain = explain
  }
}
