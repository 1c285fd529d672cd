import TestSupport

@testable import LogTail

extension SimWorld {
  private static let generationsMax = 4

  /// Moves the older generations up by one; the oldest is deleted.
  func shift(_ log: String, _ follower: Follower?) {
    for number in stride(from: Self.generationsMax, through: 1, by: -1) {
      for suffix in ["", ".gz"] {
        let name = "\(log).\(number)\(suffix)"
        guard disk.names[name] != nil else { continue }
        if number == Self.generationsMax {
          willRemove(name, follower)
          disk.remove(name)
        } else {
          willRemove("\(log).\(number + 1)\(suffix)", follower)
          disk.rename(name, to: "\(log).\(number + 1)\(suffix)")
        }
      }
    }
    packings = packings.filter { disk.names[$0.name] === $0.inode }
  }

  /// - Parameter isReopened: Whether the program opens the new file at once, or goes on in the old one for a while.
  func rotateByRename(_ writer: Int, isReopened: Bool, _ follower: Follower?) {
    let log = writers[writer].log
    guard disk.names[log]?.kind == .regular, !isBusy(writer) else { return }
    shift(log, follower)
    disk.rename(log, to: log + ".1")
    if isReopened {
      writers[writer].inode = nil
      if random.happens(oneIn: 2) { reopen(writer) }
    }
  }

  // MARK: copytruncate

  func isBusy(_ writer: Int) -> Bool { copies.contains { $0.writer == writer } }

  func beginCopy(_ writer: Int, _ follower: Follower?) {
    let log = writers[writer].log
    guard !isBusy(writer), let inode = disk.names[log], inode.kind == .regular, inode.label.life != nil,
      inode.isReadable,
      !packings.contains(where: { $0.name.hasPrefix(log) })
    else { return }
    shift(log, follower)
    let copy = disk.create(log + ".1")
    copy.label.cut = inode.label.cut.map { ($0.life, 0) }
    copies.append((writer, copy))
  }

  func goOnCopying(_ index: Int) {
    let (writer, copy) = copies[index]
    guard let inode = disk.names[writers[writer].log] else { return }
    let rest = inode.bytes[min(copy.bytes.count, inode.bytes.count)...]
    guard !rest.isEmpty else { return }
    disk.write(Array(rest.prefix(1 + random.number(rest.count))), to: copy)
    label(copy, like: inode)
  }

  private func label(_ copy: SimDisk.Inode, like inode: SimDisk.Inode) {
    copy.label.life = inode.label.life
    copy.label.start = inode.label.start
    copy.label.cut = inode.label.cut.map { ($0.life, min($0.bytes, copy.bytes.count)) }
  }

  /// - Parameter isWhole: Whether all is copied before the truncation; what is written in between is the rotation's own loss.
  func endCopy(_ index: Int) {
    let (writer, copy) = copies.remove(at: index)
    guard let inode = disk.names[writers[writer].log], inode.kind == .regular else { return }
    let rest = inode.bytes[min(copy.bytes.count, inode.bytes.count)...]
    if !rest.isEmpty { disk.write(Array(rest), to: copy) }
    label(copy, like: inode)
    truncate(inode)
  }

  func truncate(_ inode: SimDisk.Inode) {
    pinned.removeAll { $0.life == inode.label.life }
    disk.truncate(inode, to: 0)
    inode.label = SimLabel()
  }

  // MARK: gzip

  func beginPacking(_ writer: Int) {
    let log = writers[writer].log
    let names = (1...Self.generationsMax).map { "\(log).\($0)" }.filter { name in
      disk.names[name]?.label.life != nil && disk.names[name]?.kind == .regular
        && !copies.contains { $0.copy === disk.names[name] } && writers[writer].inode !== disk.names[name]
        && disk.names[name + ".gz"] == nil
    }
    guard !names.isEmpty, !isBusy(writer) else { return }
    let name = random.pick(names)
    guard let inode = disk.names[name], !inode.bytes.isEmpty else { return }
    let packed = disk.create(name + ".gz")
    packed.label = inode.label
    packed.label.isPacked = true
    packed.label.cut = []
    let bytes = Gzip.member(inode.bytes)
    disk.write(Array(bytes.prefix(random.number(bytes.count))), to: packed)
    packings.append((name + ".gz", packed, bytes, inode.bytes.count))
  }

  func endPacking(_ index: Int, _ follower: Follower?) {
    let packing = packings.remove(at: index)
    let name = String(packing.name.dropLast(3))
    let inode = packing.inode
    disk.write(Array(packing.bytes[inode.bytes.count...]), to: inode)
    inode.label.packedBytes = packing.unpacked
    if let plain = disk.names[name] { inode.label.cut = plain.label.cut }
    willRemove(name, follower)
    disk.remove(name)
  }
}
