import LogPipeline
import PatternFiles

/// The shipped patterns, compiled once for a test run.
package enum Shipped {
  package static let library = load(samples: false)
  package static let catalogue = compile(library)
  /// The same with the samples.
  package static let sampled = load(samples: true)

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
