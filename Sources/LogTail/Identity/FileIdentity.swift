/// Tells by its content whether a file is one that was read before, whatever it is called now and whether it is compressed.
///
/// All hashes are keyed: a plain hash of the first bytes of a log would tell whoever guesses them that the guess is right.
package struct FileIdentity: Sendable {
  /// How much of a log's beginning is looked at. Every record carries its time: two logs that agree in so much are one, and a copy in
  /// progress is told from another log long before.
  package static let headBytes = 64 * 1024
  /// How much is looked at of what stands before the place where the reading goes on.
  package static let anchorBytes = 256
  /// The shortest prefix that the ladder knows.
  static let shortestRung = 16
  private static let hashBytes = 16

  /// Smaller ones let a test meet with short files what long ones meet.
  package struct Limits: Sendable {
    package var headBytes = FileIdentity.headBytes
    package var anchorBytes = FileIdentity.anchorBytes

    package init() {}
  }

  /// The length of a beginning, and its keyed hash.
  package struct Rung: Equatable, Sendable, Codable {
    package var length: Int
    package var hash: [UInt8]

    package init(length: Int, hash: [UInt8]) {
      self.length = length
      self.hash = hash
    }
  }

  package enum Fit: Equatable, Sendable {
    /// It begins with all that is known of the generation's beginning.
    case same
    /// It is shorter, and a beginning of it: a copy in progress, or a file that was cut back.
    case prefix
    /// Too short to tell.
    case undecided
    case differs
  }

  package let limits: Limits
  private let key: @Sendable ([UInt8]) -> [UInt8]

  /// - Parameter key: A keyed hash of at least eight bytes.
  package init(limits: Limits = Limits(), key: @escaping @Sendable ([UInt8]) -> [UInt8]) {
    self.limits = limits
    self.key = key
  }

  /// - Parameter head: A log's first ``headBytes``, or all of it.
  /// - Returns: The hashes of the prefixes of 16, 32, 64 … bytes and of the whole head, the shortest first.
  package func ladder(of head: [UInt8]) -> [Rung] {
    let lengths = Array(sequence(first: Self.shortestRung) { $0 * 2 }.prefix { $0 < head.count }) + [head.count]
    return lengths.filter { $0 >= Self.shortestRung }.map { Rung(length: $0, hash: hash(of: head[..<$0])) }
  }

  /// - Parameter bytes: What was read last.
  package func anchor(of bytes: some Collection<UInt8>) -> [UInt8] { hash(of: bytes.suffix(limits.anchorBytes)) }

  /// The leading zero keeps these hashes apart from those that the placeholders of secrets show.
  func hash(of bytes: some Collection<UInt8>) -> [UInt8] { Array(key([0] + bytes).prefix(Self.hashBytes)) }
}
