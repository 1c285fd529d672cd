/// Where the bytes of followed logs go: cuts them into records, and commits records and offset in one transaction.
///
/// A generation's bytes come in order and without a hole. `number` names it in this process; its id is known once it was committed.
package protocol FollowSink: AnyObject {
  /// Bytes come from the generation's committed offset on, as if nothing had come behind it.
  func begin(_ generation: FollowedGeneration, as number: Int)

  /// Whether the last record of a committed generation is to be shown again when its file is opened: a rotation may have split it.
  func wantsLastRecord(of generation: FollowedGeneration) -> Bool

  /// - Returns: Committed generations of which the first and last bytes are to be shown again if a file holds them, each told once.
  func takeWanted() -> Set<Int64>

  /// - Returns: How many of the generation's first bytes the sink wants to see again.
  func openingBytes(of generation: FollowedGeneration) -> Int

  /// The generation's first bytes, after ``begin(_:as:)`` and before all others.
  func acceptOpening(_ bytes: [UInt8], of number: Int)

  /// Bytes that were committed as provisional come again, also where none are new.
  ///
  /// - Returns: Where the first record begins that is not final: a reader that comes back must begin there.
  func accept(_ bytes: ArraySlice<UInt8>, of number: Int) -> Int

  /// Bytes of a hole: all of them are NUL.
  func acceptHole(_ count: Int, of number: Int) -> Int

  /// Commits what was accepted, with the state that holds then; records at and behind its offset are provisional.
  ///
  /// - Throws: After it everything is as it was before; ``begin(_:as:)`` or ``forget(_:)`` follows.
  func commit(_ generation: FollowedGeneration, as number: Int) throws(FollowTrouble) -> FollowVerdict

  /// Commits what is known of a generation beside its bytes: that it is closed, and its gaps. Its records stay as they are.
  func update(_ generation: FollowedGeneration) throws(FollowTrouble)

  /// What was accepted and not committed is void, and nothing more comes for now.
  func forget(_ number: Int)
}

extension FollowSink {
  package func wantsLastRecord(of generation: FollowedGeneration) -> Bool { true }

  package func takeWanted() -> Set<Int64> { [] }

  package func openingBytes(of generation: FollowedGeneration) -> Int { 0 }

  package func acceptOpening(_ bytes: [UInt8], of number: Int) {}

  package func acceptHole(_ count: Int, of number: Int) -> Int {
    var rest = count
    var offset = 0
    let zeros = [UInt8](repeating: 0, count: min(count, FileStream.batchBytes))
    while rest > 0 {
      offset = accept(zeros[..<min(rest, zeros.count)], of: number)
      rest -= min(rest, zeros.count)
    }
    return offset
  }
}
