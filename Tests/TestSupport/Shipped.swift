import LogPipeline
import PatternFiles

/// The shipped patterns, compiled once for a test run.
package enum Shipped {
  package static let library = load()
  package static let catalogue = compile(library)

  /// The texts that the patterns carry to prove themselves, those that must not match too.
  package static let samples: [String] = {
    guard let library = try? BuiltinPatterns.library() else { return [] }
    let texts = library.causes.flatMap(\.texts)
    return texts.flatMap { $0.matches.map(\.text) + $0.refuses }
      + library.fieldRules.flatMap { $0.matches.map(\.text) + $0.refuses }
  }()

  private static func load() -> PatternLibrary {
    do { return try PatternLoader.load(machineDirectory: nil) } catch { fatalError("\(error)") }
  }

  private static func compile(_ library: PatternLibrary) -> Catalogue {
    do { return try Catalogue(library) } catch { fatalError("\(error)") }
  }

  package static func layout(_ id: String) -> Layout {
    guard let layout = catalogue.layouts.layouts.first(where: { $0.spec.id == id }) else {
      fatalError("no layout \(id)")
    }
    return layout
  }
}
