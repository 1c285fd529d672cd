/// What was found out about a file that is there.
struct SeenFile {
  enum Verdict: Equatable {
    /// A generation is read from it.
    case carrier(Int)
    /// It holds nothing that the generation's file does not hold.
    case copy(Int)
    /// Not to be told yet; because of a generation, and until a time at most.
    case waiting(Int?, untilMs: Int?)
    case empty
    /// No log.
    case refused
  }

  /// So much of a file's beginning tells it from another one.
  static let startBytes = 256

  var status: FileStatus
  var verdict: Verdict
  /// The version of the generation that the verdict depends on.
  var version = 0
  /// Since when it has not grown.
  var sinceMs: Int
  /// The last turn in which it was seen.
  var turn: Int
  /// Of what is no log, how it begins: another file may have got its inode.
  var start: [UInt8] = []

  /// The generation that the verdict depends on.
  var track: Int? {
    switch verdict {
    case .carrier(let number), .copy(let number): number
    case .waiting(let number, _): number
    case .empty, .refused: nil
    }
  }
}
