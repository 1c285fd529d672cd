import LogPipeline
import LogTail

/// Finds sources with the same content: whoever unpacks a file seldom removes it, and a failure that is read twice would count
/// twice. Only where two hosts are named for it is the same content two logs.
struct SourceCopies {
  private(set) var kept: [SourceRead] = []
  private(set) var skipped: [SkippedFile] = []

  private struct Content: Hashable {
    var side: Side
    var sum: ContentSum

    init(_ read: SourceRead) {
      side = read.report.side
      sum = read.sum
    }
  }

  init(_ reads: [SourceRead]) {
    let groups = Dictionary(grouping: reads, by: Content.init).mapValues(Self.originals)
    for read in reads {
      let originals = groups[Content(read)] ?? []
      if read.sum.bytes > 0, let other = originals.first, !originals.contains(where: { $0.index == read.index }) {
        let original = originals.first { $0.report.host == read.report.host } ?? other
        skipped.append(
          SkippedFile(
            file: read.report.file, bytes: read.sum.bytes,
            reason: "the same content as \(original.report.file), which was read", isNamed: false))
      } else {
        kept.append(read)
      }
    }
  }

  /// Those of one content that are read: one, or one for each host that is named.
  private static func originals(_ reads: [SourceRead]) -> [SourceRead] {
    let sorted = reads.sorted(by: isBetter)
    let hosts = Set(sorted.filter { !$0.report.isHostAssumed }.map(\.report.host)).sorted()
    guard hosts.count > 1 else { return Array(sorted.prefix(1)) }
    return hosts.compactMap { host in sorted.first { !$0.report.isHostAssumed && $0.report.host == host } }
  }

  /// Which of two copies is read: the one that lies open, then the one whose name is shorter, or comes first.
  private static func isBetter(_ left: SourceRead, _ right: SourceRead) -> Bool {
    if left.isPacked != right.isPacked { return right.isPacked }
    let (mine, theirs) = (left.report.file, right.report.file)
    return mine.utf8.count != theirs.utf8.count ? mine.utf8.count < theirs.utf8.count : mine < theirs
  }
}
