import ArgumentParser
import IncidentStore
import PatternFiles

/// Reads the name of a field that failures can be counted by.
enum FacetArgument {
  /// Its values for shells.
  static var completion: CompletionKind { .list(names) }

  private static var names: [String] { Facet.allCases.map(\.rawValue) }

  static func facet(_ name: String) throws(CommandError) -> Facet {
    if let facet = Facet(rawValue: name) { return facet }
    throw CommandError.usage(
      "\(name)", "is no field that failures can be counted by",
      next: Suggestion.nearest(to: name, among: names).map { "did you mean `\($0)`?" }
        ?? "fields are \(names.joined(separator: ", "))")
  }
}
