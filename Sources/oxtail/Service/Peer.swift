import Foundation

/// Who is at the other end of a Unix socket, as the kernel says.
struct Peer {
  let user: uid_t
  let groups: Set<gid_t>

  /// `SO_PEERGROUPS` of asm-generic/socket.h, which Glibc's header has for `_GNU_SOURCE` only.
  private static let peerGroups: Int32 = 59
  private static let groupsMax = 65_536

  /// - Returns: `nil` where the kernel does not say it.
  init?(_ descriptor: Int32) {
    // struct ucred: pid, uid, gid.
    var credentials: [UInt32] = [0, 0, 0]
    var length = socklen_t(12)
    guard unsafe getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &length) == 0, length == 12 else {
      return nil
    }
    user = credentials[1]
    groups = Set([credentials[2]] + Self.groups(descriptor))
  }

  private static func groups(_ descriptor: Int32) -> [gid_t] {
    var groups = [gid_t](repeating: 0, count: groupsMax)
    var length = socklen_t(groups.count * MemoryLayout<gid_t>.size)
    guard unsafe getsockopt(descriptor, SOL_SOCKET, peerGroups, &groups, &length) == 0 else { return [] }
    return Array(groups.prefix(Int(length) / MemoryLayout<gid_t>.size))
  }

  /// Root, whoever the index belongs to, and where its group may read it, that group.
  func may(sayTo owner: uid_t, group: gid_t?) -> Bool {
    user == 0 || user == owner || group.map(groups.contains) ?? false
  }
}
