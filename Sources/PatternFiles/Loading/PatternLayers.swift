import LogPipeline

/// Layers of patterns, the built-in ones first; an entry of a later layer replaces the one with its id in the earlier ones.
package struct PatternLayers: Sendable {
  package let layers: [PatternLayer]
  /// What holds after all replacements.
  package let library: PatternLibrary

  init(_ layers: [PatternLayer]) {
    self.layers = layers
    var library = PatternLibrary()
    for layer in layers { library.override(by: layer.library) }
    self.library = library
  }

  /// Where the entries with this id stand, the one that holds last.
  package func places(of id: String) -> [PatternPlace] {
    layers.flatMap { layer in
      layer.library.layouts.filter { $0.id == id }.map(\.place)
        + layer.library.causes.filter { $0.id == id }.map(\.place)
        + layer.library.fieldRules.filter { $0.id == id }.map(\.place)
    }
  }
}
