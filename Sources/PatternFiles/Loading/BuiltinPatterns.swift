import CBuiltinPatterns
import Dispatch
import LogPipeline
import Synchronization

/// The patterns of the project's folder `Patterns/`, which the binary carries.
package enum BuiltinPatterns {
  /// What the places of built-in entries begin with, instead of a directory.
  package static let name = "built-in"

  /// The files' texts, in the order in which they are embedded.
  package static var documents: [String] { texts.map { String(decoding: $0, as: UTF8.self) } }

  private static var texts: [ArraySlice<UInt8>] {
    guard let base = unsafe oxtail_builtin_patterns() else { return [] }
    let bytes = unsafe UnsafeBufferPointer(start: base, count: oxtail_builtin_patterns_size())
    return unsafe Array(bytes).split(separator: 0)
  }

  /// - Parameter samples: Whether to decode the samples too, which doubles the time.
  /// - Throws: ``PatternLoadError`` if a file breaks its schema; the tests keep such a file from being released.
  package static func library(samples: Bool = true) throws(PatternLoadError) -> PatternLibrary {
    try layer(samples: samples).library
  }

  static func layer(samples: Bool) throws(PatternLoadError) -> PatternLayer {
    try PatternLayer(name: name, files: files(samples: samples))
  }

  /// Read by all processors, as every command that explains waits for it; the longest files first, so that none is waited for.
  private static func files(samples: Bool) -> [PatternFile] {
    let texts = texts
    let order = texts.indices.sorted { texts[$0].count > texts[$1].count }
    let files = Mutex<[Int: PatternFile]>([:])
    DispatchQueue.concurrentPerform(iterations: order.count) { turn in
      let text = texts[order[turn]]
      let file = PatternFile(
        text: samples ? String(decoding: text, as: UTF8.self) : SampleText.removed(from: text), name: nil)
      files.withLock { $0[order[turn]] = file }
    }
    return files.withLock { files in texts.indices.compactMap { files[$0] } }
  }
}
