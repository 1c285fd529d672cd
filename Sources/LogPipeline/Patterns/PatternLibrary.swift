/// All that the pattern files say, still as text: layouts, causes and field rules, in the order in which they were read.
package struct PatternLibrary: Sendable {
  package var layouts: [LayoutSpec] = []
  package var causes: [CauseSpec] = []
  package var fieldRules: [FieldRuleSpec] = []

  package init() {}

  /// Adds what a later directory says; an entry replaces the one with the same id, in its place.
  package mutating func override(by other: PatternLibrary) {
    Self.merge(&layouts, other.layouts) { $0.id }
    Self.merge(&causes, other.causes) { $0.id }
    Self.merge(&fieldRules, other.fieldRules) { $0.id }
  }

  private static func merge<Entry>(_ entries: inout [Entry], _ later: [Entry], id: (Entry) -> String) {
    for entry in later {
      if let index = entries.firstIndex(where: { id($0) == id(entry) }) {
        entries[index] = entry
      } else {
        entries.append(entry)
      }
    }
  }
}
