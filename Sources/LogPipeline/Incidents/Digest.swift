/// A cryptographic hash that is handed in, so that this target needs no library for it.
package struct Digest: Sendable {
  private let hash: @Sendable ([UInt8]) -> [UInt8]

  /// - Parameter hash: SHA-256, or anything as wide in a test.
  package init(_ hash: @escaping @Sendable ([UInt8]) -> [UInt8]) {
    self.hash = hash
  }

  /// The parts cannot run into each other: each is preceded by its length.
  package func callAsFunction(_ parts: [String]) -> [UInt8] {
    hash(parts.flatMap { part in Array("\(part.utf8.count):".utf8) + Array(part.utf8) })
  }
}
