import LogPipeline
import PatternFiles

/// The shipped patterns, compiled once for a test run.
package enum Shipped {
  package static let library = load(samples: false)
  package static let catalogue = compile(library)
  /// The same with the samples.
  package static let sampled = load(samples: true)

  /// The texts that the patterns carry to prove themselves, those that must not match too.
  package static let samples: [String] =
    sampled.causes.flatMap(\.texts).flatMap { $0.matches.map(\.text) + $0.refuses }
    + sampled.fieldRules.flatMap { $0.matches.map(\.text) + $0.refuses }

  private static func load(samples: Bool) -> PatternLibrary {
    do { return try PatternLoader.load(machineDirectory: nil, samples: samples) } catch { fatalError("\(error)") }
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
