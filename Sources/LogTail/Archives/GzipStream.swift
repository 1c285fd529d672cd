/// What a gzip file holds: one member after the other, each with its own check sum.
///
/// Damaged input never throws. What could be unpacked is handed out, and ``damage`` says what was wrong; bytes before a wrong
/// check sum are handed out too, because half a log is better than none.
package final class GzipStream: ByteStream {
  /// Compressed bytes read at a time.
  private static let inputBytes = 64 * 1024

  private let base: any ByteStream
  private let budget: ExpansionBudget
  private let inflater = Inflater()
  private var input = [UInt8](repeating: 0, count: GzipStream.inputBytes)
  private var unused = 0..<0
  private var isInMember = false
  private var isAtEnd = false
  private var own: Damage?
  /// Compressed bytes used so far.
  package private(set) var consumed = 0
  /// Bytes handed out so far.
  package private(set) var produced = 0

  package init(_ base: any ByteStream, budget: ExpansionBudget) {
    self.base = base
    self.budget = budget
  }

  package var damage: Damage? { base.damage ?? own }

  package func read(into buffer: inout [UInt8]) throws(UnreadablePath) -> Int {
    while !isAtEnd {
      if !isInMember, try !beginMember() { break }
      if unused.isEmpty, try !fill() {
        // What went in may not have come out yet, if the buffer is small.
        let step = inflater.step(&input, unused, into: &buffer)
        take(step)
        if step.produced > 0 { return step.produced }
        if !isInMember { continue }
        end(.gzipTruncated)
        break
      }
      if budget.isSpent {
        end(.expandsTooFar)
        break
      }
      let step = inflater.step(&input, unused, into: &buffer)
      take(step)
      if step.produced > 0 { return step.produced }
    }
    return 0
  }

  private func take(_ step: Inflater.Step) {
    consumed += step.consumed
    produced += step.produced
    budget.spend(step.produced)
    unused = unused.lowerBound + step.consumed..<unused.upperBound
    switch step.status {
    case .running: break
    case .memberEnd: isInMember = false
    case .corrupt: end(.gzipCorrupt)
    }
  }

  private func end(_ damage: Damage?) {
    isAtEnd = true
    own = damage
  }

  /// Whether another member begins; tapes and disk images pad with NUL bytes.
  private func beginMember() throws(UnreadablePath) -> Bool {
    while try has(1), consumed > 0, input[unused.lowerBound] == 0 {
      unused = unused.lowerBound + 1..<unused.upperBound
      consumed += 1
    }
    guard try has(1) else {
      end(consumed == 0 ? .gzipTruncated : nil)
      return false
    }
    // One byte alone may be the first of a member that was cut.
    let start = input[unused].prefix(try has(2) ? 2 : 1)
    guard [0x1F, 0x8B].starts(with: start) else {
      end(consumed == 0 ? .gzipCorrupt : .gzipTrailing)
      return false
    }
    inflater.reset()
    isInMember = true
    return true
  }

  /// Whether `count` unused bytes are there, reading on if need be.
  private func has(_ count: Int) throws(UnreadablePath) -> Bool {
    while unused.count < count {
      guard try fill() else { return false }
    }
    return true
  }

  /// Reads on behind what is unused; `false` at the end.
  private func fill() throws(UnreadablePath) -> Bool {
    guard !unused.isEmpty else {
      unused = 0..<(try base.read(into: &input))
      return !unused.isEmpty
    }
    // Only between members: the first byte of a head whose second one is still to come.
    var next: [UInt8] = [0]
    guard try base.read(into: &next) > 0 else { return false }
    input.replaceSubrange(0..<unused.count + 1, with: input[unused] + next)
    unused = 0..<unused.count + 1
    return true
  }
}
