@testable import LogTail

/// A directory in memory, with inodes that are used again, a clock, and calls between which anything may happen.
final class SimDisk: FollowedTree, FollowClock {
  static let device: UInt64 = 1

  final class Inode {
    let number: UInt64
    var kind = FileStatus.Kind.regular
    var bytes: [UInt8] = []
    var links = 0
    var handles = 0
    var stamp: Int64
    var isReadable = true
    /// What the model says of its content.
    var label = SimLabel()

    init(number: UInt64, stamp: Int64) {
      self.number = number
      self.stamp = stamp
    }
  }

  private(set) var names: [String: Inode] = [:]
  private var inodes: [Inode] = []
  private var stamp: Int64 = 0
  var nowMs = 0
  var isListable = true
  private var rotatedNames: [String: RotatedName] = [:]
  /// Called before each call of the follower.
  var meanwhile: () -> Void = {}

  // MARK: Changing

  func tick() -> Int64 {
    stamp += 1
    return stamp
  }

  /// The lowest number that is free, as many file systems do.
  func create(_ name: String) -> Inode {
    remove(name)
    inodes.removeAll { $0.links == 0 && $0.handles == 0 }
    let used = Set(inodes.map(\.number))
    let inode = Inode(number: (1...).first { !used.contains($0) } ?? 0, stamp: tick())
    inodes.append(inode)
    link(inode, name)
    return inode
  }

  func link(_ inode: Inode, _ name: String) {
    remove(name)
    names[name] = inode
    inode.links += 1
    inode.stamp = tick()
  }

  func remove(_ name: String) {
    guard let inode = names.removeValue(forKey: name) else { return }
    inode.links -= 1
    inode.stamp = tick()
  }

  func rename(_ name: String, to other: String) {
    guard let inode = names[name] else { return }
    link(inode, other)
    remove(name)
  }

  func write(_ bytes: [UInt8], to inode: Inode, at offset: Int? = nil) {
    let offset = offset ?? inode.bytes.count
    if offset > inode.bytes.count { inode.bytes += [UInt8](repeating: 0, count: offset - inode.bytes.count) }
    inode.bytes += bytes
    inode.stamp = tick()
  }

  func truncate(_ inode: Inode, to size: Int) {
    inode.bytes.removeLast(inode.bytes.count - size)
    inode.stamp = tick()
  }

  // MARK: FollowedTree

  func look() -> Look {
    meanwhile()
    var look = Look()
    guard isListable else {
      look.unreadable = [UnreadablePath(path: "logs", reason: .permissionDenied, isNamed: true)]
      return look
    }
    look.sightings = names.filter { $0.key != "elsewhere" }.map { name, inode in
      Sighting(path: "logs/" + name, name: rotated(name), status: status(of: inode), isNamed: false)
    }
    look.sightings.sort { $0.path < $1.path }
    return look
  }

  private func rotated(_ name: String) -> RotatedName {
    if let known = rotatedNames[name] { return known }
    rotatedNames[name] = RotatedName("logs/" + name)
    return rotatedNames[name] ?? RotatedName(name)
  }

  func open(_ sighting: Sighting) throws(UnreadablePath) -> any FollowedFile {
    meanwhile()
    guard let inode = names[String(sighting.path.dropFirst("logs/".count))] else {
      throw UnreadablePath(path: sighting.path, reason: .noSuchFile, isNamed: false)
    }
    guard inode.isReadable else {
      throw UnreadablePath(path: sighting.path, reason: .permissionDenied, isNamed: false)
    }
    return Handle(inode, self)
  }

  private func status(of inode: Inode) -> FileStatus {
    FileStatus(
      key: FileKey(device: Self.device, inode: inode.number), kind: inode.kind, size: inode.bytes.count,
      links: inode.links, stamp: FileStatus.Stamp(modifiedNs: inode.stamp, changedNs: inode.stamp))
  }

  private final class Handle: FollowedFile {
    let inode: Inode
    let disk: SimDisk

    init(_ inode: Inode, _ disk: SimDisk) {
      self.inode = inode
      self.disk = disk
      inode.handles += 1
    }

    deinit { inode.handles -= 1 }

    func status() throws(UnreadablePath) -> FileStatus {
      disk.meanwhile()
      return disk.status(of: inode)
    }

    func read(into buffer: inout [UInt8], at offset: Int) throws(UnreadablePath) -> Int {
      disk.meanwhile()
      let count = max(0, min(buffer.count, inode.bytes.count - offset))
      if count > 0 { buffer.replaceSubrange(0..<count, with: inode.bytes[offset..<offset + count]) }
      return count
    }

    func nextData(from offset: Int) -> Int? {
      inode.bytes[min(offset, inode.bytes.count)...].firstIndex { $0 != 0 }
    }
  }
}

/// What the model knows of an inode's content: the lives of logs that are in it.
struct SimLabel {
  /// Whose bytes stand at its end.
  var life: Int?
  /// Where they begin.
  var start = 0
  /// Lives that were cut back, and how much is left of each.
  var cut: [(life: Int, bytes: Int)] = []
  /// What a compressed file holds; `nil` while it is not complete.
  var packedBytes: Int?
  var isPacked = false
}
