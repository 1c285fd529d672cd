/// What a log's name says of its place in a rotation: `panel.log`, `panel.log.2.gz`, `panel.log-20150101.gz`,
/// `panel-20150101.log`, `open-xchange.log.0`.
package struct RotatedName: Hashable, Sendable {
  /// The path without what rotation and compression added: equal for all generations of one log.
  package let log: String
  /// The generation's number, 0 for the live file; `nil` where a date stands instead.
  package let number: Int?
  /// Whether it is the name that a log has while it is being written.
  package let isLive: Bool

  // Never changed; made once, as that takes longer than a match. The type only lacks the word that says so.
  private nonisolated(unsafe) static let numbered = /(.+?)\.([0-9]{1,4})(?:\.gz)?/
  private nonisolated(unsafe) static let dated =
    /(.+?)[-._](?:[0-9]{8}|[0-9]{4}-[0-9]{2}-[0-9]{2})(?:[-.][0-9]{1,10})?(?:\.gz)?/
  private nonisolated(unsafe) static let datedBefore =
    /(.+?)[-._](?:[0-9]{8}|[0-9]{4}-[0-9]{2}-[0-9]{2})(?:-[0-9]{1,10})?(\.log)(?:\.gz)?/
  private nonisolated(unsafe) static let packed = /(.+?)\.gz/

  package init(_ path: String) {
    let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let name = path[slash...]
    let directory = path[..<slash]
    if let match = unsafe name.wholeMatch(of: Self.numbered) {
      (log, number) = (String(directory + match.1), Int(match.2))
    } else if let match = unsafe name.wholeMatch(of: Self.dated) {
      (log, number) = (String(directory + match.1), nil)
    } else if let match = unsafe name.wholeMatch(of: Self.datedBefore) {
      (log, number) = (String(directory + match.1 + match.2), nil)
    } else if let match = unsafe name.wholeMatch(of: Self.packed) {
      (log, number) = (String(directory + match.1), 0)
    } else {
      (log, number) = (path, 0)
    }
    isLive = number == 0 && !name.hasSuffix(".gz")
  }

  /// Whether no generation can be missing between the two, as far as their names tell.
  package func isNextTo(_ other: RotatedName) -> Bool {
    guard let number, let theirs = other.number else { return true }
    return abs(number - theirs) <= 1
  }
}
