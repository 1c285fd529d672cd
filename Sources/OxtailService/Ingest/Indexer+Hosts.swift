import Foundation
import LogPipeline
import LogTail

/// Hosts take part in the identity of a log: two machines that were cloned, or set up alike, begin their logs with the same bytes.
extension Indexer {
  /// Whether a log that begins like a generation is another host's: both hosts are named, by the same rules as in a scan, they differ,
  /// and the generation's own place is still there. Where it is gone, the host was merely renamed.
  func isAnotherHosts(_ layer: ContainerWalk.Layer, _ index: Int) -> Bool {
    if isNamed(like: layer, index) { return false }
    let known = slots[index].shown
    let mine = HostNames.Place(path: layer.name, archive: layer.archive)
    let names = HostNames(rules: options.hosts, logs: slots.map(\.shown.place) + [mine], machine: options.machine)
    let host = names.host(of: mine, side: known.report.side)
    let theirs =
      known.report.isHostAssumed
      ? names.host(of: known.place, side: known.report.side) : (name: known.report.host, isAssumed: false)
    guard !host.isAssumed, !theirs.isAssumed, host.name != theirs.name else { return false }
    return slots[index].isSeen || isThere(known.place, besides: mine)
  }

  /// Whether a log has the name of a generation, but for what a rotation changes.
  func isNamed(like layer: ContainerWalk.Layer, _ index: Int) -> Bool {
    let known = slots[index].shown.report.file
    return known == layer.name || RotatedName(known).log == RotatedName(layer.name).log
  }

  /// A rotated file is gone from its place, but its directory is not; where both lie in one directory only files tell.
  private func isThere(_ place: HostNames.Place, besides other: HostNames.Place) -> Bool {
    func directory(_ path: String) -> Substring { path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex) }
    let path = place.archive ?? place.path
    if FileManager.default.fileExists(atPath: path) { return true }
    let parent = directory(path)
    return parent != directory(other.archive ?? other.path) && FileManager.default.fileExists(atPath: String(parent))
  }
}

extension [SourceRead] {
  /// Names the hosts when all is read. Whoever was found under another path is named anew, if that path names anybody.
  mutating func nameHosts(_ options: ScanOptions, moved: Set<Int>) {
    let before = map(\.report)
    for index in indices where moved.contains(self[index].index) { self[index].report.isHostAssumed = true }
    nameHosts(options)
    for index in indices where self[index].report.isHostAssumed && !before[index].isHostAssumed {
      self[index].report.host = before[index].host
      self[index].report.isHostAssumed = false
    }
  }
}
