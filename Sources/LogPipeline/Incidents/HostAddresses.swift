/// Which addresses the Plesk hosts call from, learned from pairs of records that do not need it to be sure.
struct HostAddresses {
  private var counts: [String: [String: Int]] = [:]
  private var owners: [String: String] = [:]

  /// - Parameter pairs: A Plesk host and the address of one of its calls.
  init(_ pairs: [(host: String, address: String)]) {
    for pair in pairs { counts[pair.host, default: [:]][pair.address, default: 0] += 1 }
    for (host, addresses) in counts {
      guard let best = addresses.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { continue }
      // One address may be that of many hosts: a gateway's, a balancer's. Then it belongs to none of them alone.
      owners[best.key] = owners[best.key] == nil ? host : ""
    }
  }

  /// Whether more than one failure showed `address` to be the host's: one alone may be the very pair in question.
  func isKnown(_ address: String, of host: String) -> Bool { (counts[host]?[address] ?? 0) > 1 }

  /// Whether the host is known to call from elsewhere, and not from here: it may have moved, or the call is somebody else's.
  func isUnusual(_ address: String, of host: String) -> Bool {
    !isKnown(address, of: host) && counts[host]?.contains { $0.key != address && $0.value > 1 } == true
  }

  /// Whether the address is not that of another host alone.
  func canBe(_ address: String?, of host: String) -> Bool {
    guard let address, let owner = owners[address], !owner.isEmpty else { return true }
    return owner == host
  }
}
