/// What the user states of Open-Xchange's nodes, of which some may not have been read.
package struct StatedNodes: Sendable {
  /// How many there are.
  package var count: Int?
  /// Those of each installation, by their hosts.
  package var installations: [[String]] = []

  package init(count: Int? = nil, installations: [[String]] = []) {
    (self.count, self.installations) = (count, installations)
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
