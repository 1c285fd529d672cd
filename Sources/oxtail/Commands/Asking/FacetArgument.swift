import IncidentStore
import PatternFiles

/// Reads the name of a field that failures can be counted by.
enum FacetArgument {
  static func facet(_ name: String) throws(CommandError) -> Facet {
    if let facet = Facet(rawValue: name) { return facet }
    let names = Facet.allCases.map(\.rawValue)
    throw CommandError.usage(
      "\(name)", "is no field that failures can be counted by",
      next: Suggestion.nearest(to: name, among: names).map { "did you mean `\($0)`?" }
        ?? "fields are \(names.joined(separator: ", "))")
  }
}
