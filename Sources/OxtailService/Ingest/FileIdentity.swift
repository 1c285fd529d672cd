import IncidentStore
import LogPipeline

/// Tells by its content whether a file is one that was read before, whatever it is called now and whether it is compressed.
///
/// All hashes are keyed: a plain hash of the first bytes of a log would tell whoever guesses them that the guess is right.
struct FileIdentity {
  /// How much of a log's beginning is looked at. Every record carries its time: two logs that agree in so much are one, and a copy in
  /// progress is told from another log long before.
  static let headBytes = 64 * 1024
  /// How much is looked at of what stands before the place where the reading goes on.
  static let anchorBytes = 256
  private static let shortestRung = 16
  private static let hashBytes = 16

  private let key: KeyedHash

  init(key: KeyedHash) { self.key = key }

  enum Fit: Equatable {
    /// It begins with all that is known of the generation's beginning.
    case same
    /// It is shorter, and a beginning of it: a copy in progress, or a file that was cut back.
    case prefix
    /// Too short to tell.
    case undecided
    case differs
  }

  /// - Parameter head: A log's first ``headBytes``, or all of it.
  func ladder(of head: [UInt8]) -> [Generation.Rung] {
    let lengths = Array(sequence(first: Self.shortestRung) { $0 * 2 }.prefix { $0 < head.count }) + [head.count]
    return lengths.filter { $0 >= Self.shortestRung }.map { Generation.Rung(length: $0, hash: hash(of: head[..<$0])) }
  }

  /// - Parameter bytes: What was read last.
  func anchor(of bytes: some Collection<UInt8>) -> [UInt8] { hash(of: bytes.suffix(Self.anchorBytes)) }

  func fit(_ head: [UInt8], _ generation: Generation) -> Fit {
    guard let longest = generation.ladder.last else { return .undecided }
    if head.count >= longest.length { return agrees(head, longest) ? .same : .differs }
    guard let rung = generation.ladder.last(where: { $0.length <= head.count }) else { return .undecided }
    return agrees(head, rung) ? .prefix : .differs
  }

  private func agrees(_ head: [UInt8], _ rung: Generation.Rung) -> Bool {
    hash(of: head[..<rung.length]) == rung.hash
  }

  /// The leading zero keeps these hashes apart from those that the placeholders of secrets show.
  private func hash(of bytes: some Collection<UInt8>) -> [UInt8] { Array(key([0] + bytes).prefix(Self.hashBytes)) }
}
