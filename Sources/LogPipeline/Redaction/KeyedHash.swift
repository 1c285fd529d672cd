/// A hash that nobody without the run's key can repeat.
///
/// The key stays outside this target: whoever starts a run hands in an HMAC bound to its key (per index, or random per
/// scan), tests hand in anything repeatable.
package struct KeyedHash: Sendable {
  private let hash: @Sendable ([UInt8]) -> [UInt8]

  /// - Parameter hash: Returns at least ``bytesMin`` bytes, the same ones for the same input.
  package init(_ hash: @escaping @Sendable ([UInt8]) -> [UInt8]) {
    self.hash = hash
  }

  /// What ``init(_:)``'s hash must return at least.
  package static let bytesMin = 8

  package func callAsFunction(_ bytes: [UInt8]) -> [UInt8] {
    let result = hash(bytes)
    precondition(result.count >= Self.bytesMin, "a keyed hash of \(result.count) bytes")
    return result
  }
}
