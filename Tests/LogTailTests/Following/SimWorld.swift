import TestSupport

@testable import LogTail

/// Logs that are written and rotated in memory, with a model that knows each byte that was ever written.
struct SimLife {
  var bytes: [UInt8] = []
}

/// One program that writes a log and keeps it open.
struct SimWriter {
  let log: String
  var inode: SimDisk.Inode?
  /// Whether it writes at its own offset, also after a truncation, and not at the end.
  var keepsOffset = false
  var offset = 0
  /// Bytes of a line that it has not finished.
  var rest: [UInt8] = []
}

/// Everything outside of the follower.
final class SimWorld {
  let disk = SimDisk()
  let sink = SimSink()
  var random: Seeded
  var lives: [SimLife] = []
  var writers: [SimWriter]
  /// Copies in the making: the log, the copy, and how much is copied.
  var copies: [(writer: Int, copy: SimDisk.Inode)] = []
  /// Compressed files in the making, with all their bytes.
  var packings: [(name: String, inode: SimDisk.Inode, bytes: [UInt8], unpacked: Int)] = []
  /// Deleted files that the follower held open, and what was in them.
  var pinned: [(life: Int, bytes: Int)] = []
  private var serial = 0
  private let banners: [[UInt8]] = [
    [], [], Array("# service started\n".utf8), Array("# service started, version 6.22.1, all is well\n".utf8),
  ]

  init(seed: Int) {
    random = Seeded(seed)
    writers = [SimWriter(log: "a.log"), SimWriter(log: "b.log")]
    writers[1].keepsOffset = random.happens(oneIn: 4)
  }

  // MARK: Writing

  /// A line that there is once only, also in its first bytes.
  func line() -> [UInt8] {
    serial += 1
    let number = String(serial)
    return Array((String(repeating: "0", count: 6 - number.count) + number + " ").utf8)
      + [UInt8](repeating: UInt8(ascii: "a") + UInt8(serial % 26), count: random.number(50)) + [UInt8(ascii: "\n")]
  }

  /// Opens its log if it has none open, or another file has its name.
  func reopen(_ writer: Int) {
    let log = writers[writer].log
    if let inode = disk.names[log], inode.kind == .regular {
      if inode !== writers[writer].inode {
        writers[writer].inode = inode
        writers[writer].offset = inode.bytes.count
      }
      return
    }
    guard disk.names[log] == nil else { return }
    writers[writer].inode = disk.create(log)
    writers[writer].offset = 0
  }

  func write(_ writer: Int, _ bytes: [UInt8]) {
    if writers[writer].inode == nil { reopen(writer) }
    guard let inode = writers[writer].inode else { return }
    var bytes = bytes
    if inode.label.life == nil {
      lives.append(SimLife())
      inode.label.life = lives.count - 1
      inode.label.start = inode.bytes.count
      bytes = random.pick(banners) + bytes
    }
    let before = inode.bytes.count
    disk.write(bytes, to: inode, at: writers[writer].keepsOffset ? max(before, writers[writer].offset) : nil)
    writers[writer].offset = inode.bytes.count
    if let life = inode.label.life { lives[life].bytes += inode.bytes[before...] }
  }

  /// Whole lines, or a half one, or the other half.
  func append(_ writer: Int, lines: Int) {
    var bytes = writers[writer].rest
    writers[writer].rest = []
    for _ in 0..<lines { bytes += line() }
    if random.happens(oneIn: 3) {
      let next = line()
      let cut = random.number(next.count)
      bytes += next[..<cut]
      writers[writer].rest = Array(next[cut...])
    }
    if !bytes.isEmpty { write(writer, bytes) }
  }

  // MARK: The model

  /// How much of a life is left in files that can be found.
  func available(_ life: Int) -> Int {
    var most = 0
    for (name, inode) in disk.names where name != "elsewhere" && inode.kind == .regular {
      let label = inode.label
      if label.life == life {
        let bytes = label.isPacked ? label.packedBytes ?? 0 : inode.bytes.count
        most = max(most, bytes - label.start)
      }
      for cut in label.cut where cut.life == life { most = max(most, cut.bytes) }
    }
    return most
  }

  /// A file is about to be deleted that the follower may have open.
  func willRemove(_ name: String, _ follower: Follower?) {
    guard let inode = disk.names[name], inode.links == 1, let life = inode.label.life, !inode.label.isPacked,
      let follower, follower.holds(FileKey(device: SimDisk.device, inode: inode.number))
    else { return }
    // It has to have seen this life of the file.
    let isSeen = sink.database.values.contains { !$0.bytes.isEmpty && lives[life].bytes.starts(with: $0.bytes) }
    guard isSeen else { return }
    pinned.append((life, inode.bytes.count - inode.label.start))
  }
}
