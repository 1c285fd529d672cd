import CBuiltinPatterns
import LogPipeline

/// The patterns of the project's folder `Patterns/`, which the binary carries.
package enum BuiltinPatterns {
  /// What the places of built-in entries begin with, instead of a directory.
  package static let name = "built-in"

  /// The files' texts, in the order in which they are embedded.
  package static var documents: [String] {
    guard let base = unsafe oxtail_builtin_patterns() else { return [] }
    let bytes = unsafe UnsafeBufferPointer(start: base, count: oxtail_builtin_patterns_size())
    return unsafe bytes.split(separator: 0).map { unsafe String(decoding: $0, as: UTF8.self) }
  }

  /// - Parameter samples: Whether to decode the samples too, which doubles the time.
  /// - Throws: ``PatternLoadError`` if a file breaks its schema; the tests keep such a file from being released.
  package static func library(samples: Bool = true) throws(PatternLoadError) -> PatternLibrary {
    try layer(samples: samples).library
  }

  static func layer(samples: Bool) throws(PatternLoadError) -> PatternLayer {
    let texts = samples ? documents : documents.map(SampleText.removed)
    return try PatternLayer(name: name, files: texts.map { PatternFile(text: $0, name: nil) })
  }
}
