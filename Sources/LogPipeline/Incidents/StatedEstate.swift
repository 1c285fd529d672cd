/// What the user states of machines: of Open-Xchange's nodes, of which some may not have been read, and of the Plesk hosts that call them.
package struct StatedEstate: Sendable {
  package struct PleskHost: Sendable {
    package var name: String
    /// Where its calls come from.
    package var addresses: [String]
    /// Whom its Open-Xchange packages log in as.
    package var subadmins: [String]

    package init(name: String, addresses: [String], subadmins: [String]) {
      (self.name, self.addresses, self.subadmins) = (name, addresses, subadmins)
    }
  }

  /// How many nodes there are.
  package var count: Int?
  /// Those of each installation, by their hosts.
  package var installations: [[String]] = []
  package var pleskHosts: [PleskHost] = []

  package init(count: Int? = nil, installations: [[String]] = [], pleskHosts: [PleskHost] = []) {
    (self.count, self.installations, self.pleskHosts) = (count, installations, pleskHosts)
  }

  /// By what the hosts of `names` say, those that say it.
  func hosts(by names: KeyPath<PleskHost, [String]>) -> [String: Set<String>] {
    var hosts: [String: Set<String>] = [:]
    for host in pleskHosts { for name in host[keyPath: names] { hosts[name, default: []].insert(host.name) } }
    return hosts
  }

  /// How many nodes there are at the least where these are some of them; `nil` where nothing is stated of them.
  ///
  /// - Parameter webServers: Hosts of which only Apache's logs are there: no record of Open-Xchange's can be on them.
  func known(beside nodes: [String], webServers: Set<String>) -> Int? {
    let named = installations.map { $0.filter { !webServers.contains($0) } }.filter { !Set($0).isDisjoint(with: nodes) }
    guard let most = [count, named.map(\.count).max()].compactMap({ $0 }).max() else { return nil }
    return max(most, nodes.count)
  }
}

extension [SourceFacts] {
  /// Hosts of which logs of Apache's were read, and none of Open-Xchange's.
  var webServers: Set<String> {
    Set(lazy.filter { $0.side == .apache }.map(\.host)).subtracting(lazy.filter { $0.side == .openXchange }.map(\.host))
  }
}
