/// Which file on which device. Used as a hint only: an inode is used again as soon as its file is gone.
package struct FileKey: Hashable, Sendable, Codable {
  package var device: UInt64
  package var inode: UInt64

  package init(device: UInt64, inode: UInt64) {
    self.device = device
    self.inode = inode
  }
}

/// What the system says of a file.
package struct FileStatus: Equatable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    case regular
    case directory
    case link
    case fifo
    case device
    case other
  }

  package var key: FileKey
  package var kind: Kind
  package var size: Int
  /// Names that the file has; 0 once it is deleted.
  package var links: Int
  /// Differs after each change of content, name or rights, as finely as the system's clock ticks.
  package var stamp: Stamp

  package struct Stamp: Equatable, Sendable {
    package var modifiedNs: Int64
    package var changedNs: Int64

    package init(modifiedNs: Int64, changedNs: Int64) {
      self.modifiedNs = modifiedNs
      self.changedNs = changedNs
    }
  }

  package init(key: FileKey, kind: Kind, size: Int, links: Int, stamp: Stamp) {
    self.key = key
    self.kind = kind
    self.size = size
    self.links = links
    self.stamp = stamp
  }
}
