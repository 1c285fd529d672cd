import LogPipeline

/// The entries of one directory, or the built-in ones. An id stands once in a layer; a later layer may replace it.
package struct PatternLayer: Sendable {
  /// The directory as the user named it, or ``BuiltinPatterns/name``.
  package let name: String
  package let library: PatternLibrary

  /// - Throws: ``PatternLoadError`` with every mistake of every file, and with every id that stands twice.
  init(name: String, files: [PatternFile]) throws(PatternLoadError) {
    var library = PatternLibrary()
    for file in files { library.append(file.library) }
    let errors = files.flatMap(\.errors) + Self.duplicates(in: library)
    guard errors.isEmpty else { throw PatternLoadError(code: .invalid, path: name, errors: errors) }
    self.name = name
    self.library = library
  }

  /// One error for each entry whose id an earlier entry of the same kind has; it names both places.
  package static func duplicates(in library: PatternLibrary) -> [PatternError] {
    repeated(library.layouts.map { ($0.id, $0.place) }, what: "layout")
      + repeated(library.causes.map { ($0.id, $0.place) }, what: "cause")
      + repeated(library.fieldRules.map { ($0.id, $0.place) }, what: "field rule")
  }

  private static func repeated(_ entries: [(id: String, place: PatternPlace)], what: String) -> [PatternError] {
    var first: [String: PatternPlace] = [:]
    var errors: [PatternError] = []
    for (id, place) in entries {
      guard let earlier = first[id] else {
        first[id] = place
        continue
      }
      let message = "the \(what) stands already at \(earlier.file):\(earlier.line); an id may stand once in a directory"
      errors.append(PatternError(file: place.file, line: place.line, id: id, message: message))
    }
    return errors
  }
}

extension PatternLibrary {
  /// Adds the entries of another file of the same layer; nothing is replaced.
  mutating func append(_ other: PatternLibrary) {
    layouts += other.layouts
    causes += other.causes
    fieldRules += other.fieldRules
  }
}
