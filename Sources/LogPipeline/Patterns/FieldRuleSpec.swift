/// A rule of `Patterns/fields/`: an expression that reads fields from any record of a side, whatever failed.
package struct FieldRuleSpec: Sendable {
  package enum Role: String, CaseIterable, Sendable {
    /// Captures fields.
    case fields
    /// A match shows that the record stands in the context of Open-Xchange's APS package.
    case context
    /// A match shows that the record belongs to something else.
    case foreign
  }

  package var id: String
  package var side: Side
  package var role: Role
  package var regex: String
  package var matches: [TextSpec.Sample]
  package var refuses: [String]
  package var place: PatternPlace

  package init(
    id: String, side: Side, role: Role, regex: String, matches: [TextSpec.Sample] = [], refuses: [String] = [],
    place: PatternPlace = .none
  ) {
    self.id = id
    self.side = side
    self.role = role
    self.regex = regex
    self.matches = matches
    self.refuses = refuses
    self.place = place
  }
}
