/// Which addresses the Plesk hosts call from, learned from pairs of records that do not need it to be sure, or stated; and which subadmins they use, where
/// that is stated.
struct HostAddresses {
  private var counts: [String: [String: Int]] = [:]
  private var owners: [String: String] = [:]
  /// By address, and by subadmin, the hosts that are stated to use it.
  private let statedAddresses: [String: Set<String>]
  private let statedSubadmins: [String: Set<String>]

  /// - Parameter pairs: A Plesk host and the address of one of its calls.
  init(_ pairs: [(host: String, address: String)], stated: StatedEstate = StatedEstate()) {
    statedAddresses = stated.hosts(by: \.addresses)
    statedSubadmins = stated.hosts(by: \.subadmins)
    add(pairs)
  }

  /// What is known with some pairs more.
  func adding(_ pairs: [(host: String, address: String)]) -> HostAddresses {
    var other = self
    other.add(pairs)
    return other
  }

  func adding(_ others: HostAddresses) -> HostAddresses {
    var sum = self
    for (host, addresses) in others.counts { sum.counts[host, default: [:]].merge(addresses, uniquingKeysWith: +) }
    sum.findOwners()
    return sum
  }

  private mutating func add(_ pairs: [(host: String, address: String)]) {
    for pair in pairs { counts[pair.host, default: [:]][pair.address, default: 0] += 1 }
    findOwners()
  }

  private mutating func findOwners() {
    owners = [:]
    for (host, addresses) in counts {
      guard let best = addresses.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { continue }
      // One address may be that of many hosts: a gateway's, a balancer's. Then it belongs to none of them alone.
      owners[best.key] = owners[best.key] == nil ? host : ""
    }
  }

  /// Whether an address is that of the machine that logged it, and says nothing of the caller's.
  static func isOwn(_ address: String) -> Bool { address.hasPrefix("127.") || address == "::1" }

  /// Whether it is stated or more than one failure showed `address` to be the host's: one alone may be the very pair in question.
  func isKnown(_ address: String, of host: String) -> Bool {
    isStated(address, of: host) || (counts[host]?[address] ?? 0) > 1
  }

  func isStated(_ address: String, of host: String) -> Bool { statedAddresses[address]?.contains(host) == true }

  /// Whether the host is stated to use a subadmin; `nil` where nobody is.
  func uses(_ subadmin: String, _ host: String) -> Bool? { statedSubadmins[subadmin].map { $0.contains(host) } }

  /// Whether all that can be asked has the same answer as before some pairs more.
  func tellsTheSame(as before: HostAddresses) -> Bool {
    owners == before.owners
      && counts.allSatisfy { host, addresses in
        addresses.allSatisfy { ($0.value > 1) == before.isKnown($0.key, of: host) }
      }
  }

  /// Whether the host is known to call from elsewhere, and not from here: it may have moved, or the call is somebody else's.
  func isUnusual(_ address: String, of host: String) -> Bool {
    !isKnown(address, of: host) && counts[host]?.contains { $0.key != address && $0.value > 1 } == true
  }

  /// Whether the address is not that of another host alone.
  func canBe(_ address: String?, of host: String) -> Bool {
    guard let address else { return true }
    if let stated = statedAddresses[address] { return stated.contains(host) }
    guard let owner = owners[address], !owner.isEmpty else { return true }
    return owner == host
  }
}
