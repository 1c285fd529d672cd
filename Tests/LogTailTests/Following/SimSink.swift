import Testing

@testable import LogTail

/// An index in memory: rows of lines, the last complete one provisional, and the state that was committed with them.
final class SimSink: FollowSink {
  struct Row: Equatable {
    var offset: Int
    var bytes: [UInt8]
  }

  struct Stored {
    var generation: FollowedGeneration
    var rows: [Row] = []

    var bytes: [UInt8] { rows.flatMap(\.bytes) }
  }

  /// All that a crash leaves.
  private(set) var database: [Int64: Stored] = [:]
  var isFailing = false
  /// What the sink found wrong with the calls.
  private(set) var complaints: [String] = []
  private var work: [Int: Work] = [:]

  /// A generation between two commits.
  private struct Work {
    var id: Int64?
    var offset: Int
    var open: [UInt8] = []
    var final: [Row] = []

    /// All complete lines but the last one are final.
    mutating func cut() {
      var ends: [Int] = []
      for (index, byte) in open.enumerated() where byte == UInt8(ascii: "\n") { ends.append(index + 1) }
      var start = 0
      for end in ends.dropLast() {
        final.append(Row(offset: offset + start, bytes: Array(open[start..<end])))
        start = end
      }
      open.removeFirst(start)
      offset += start
    }

    var provisional: [Row] {
      var rows: [Row] = []
      var start = 0
      for (index, byte) in open.enumerated() where byte == UInt8(ascii: "\n") || index == open.count - 1 {
        rows.append(Row(offset: offset + start, bytes: Array(open[start...index])))
        start = index + 1
      }
      return rows
    }
  }

  func begin(_ generation: FollowedGeneration, as number: Int) {
    if let id = generation.id, database[id]?.generation != generation { complaints.append("begins with another state") }
    work[number] = Work(id: generation.id, offset: generation.offset)
  }

  func accept(_ bytes: ArraySlice<UInt8>, of number: Int) -> Int {
    guard var open = work.removeValue(forKey: number) else {
      complaints.append("bytes without a beginning")
      return 0
    }
    open.open += bytes
    open.cut()
    work[number] = open
    return open.offset
  }

  func commit(_ generation: FollowedGeneration, as number: Int) throws(FollowTrouble) -> FollowVerdict {
    guard !isFailing else { throw FollowTrouble("the disk is full") }
    guard var open = work[number] else {
      complaints.append("a commit without a beginning")
      return .refused
    }
    let id = open.id ?? Int64(database.count + 1)
    var stored = database[id] ?? Stored(generation: generation)
    stored.rows.removeAll { $0.offset >= stored.generation.offset && open.id != nil }
    stored.rows += open.final + open.provisional
    stored.generation = generation
    stored.generation.id = id
    if open.offset != generation.offset { complaints.append("another offset than the sink's") }
    if generation.size != open.offset + open.open.count { complaints.append("another size than the bytes'") }
    database[id] = stored
    open.id = id
    open.final = []
    work[number] = open
    return .committed(id: id)
  }

  func update(_ generation: FollowedGeneration) throws(FollowTrouble) {
    guard !isFailing else { throw FollowTrouble("the disk is full") }
    guard let id = generation.id else { return complaints.append("an update of what is not there") }
    database[id]?.generation = generation
  }

  func forget(_ number: Int) { work[number] = nil }

  /// A process that is gone holds nothing.
  func forgetAll() { work = [:] }

  var generations: [FollowedGeneration] { database.keys.sorted().compactMap { database[$0]?.generation } }
}
