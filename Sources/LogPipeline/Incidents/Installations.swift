/// Which hosts are one installation of Open-Xchange: the nodes that one Plesk host, or one address, is served by.
///
/// A Plesk host provisions to one Open-Xchange, through a balancer perhaps; whoever serves it belongs to that. Everything is counted until
/// the end, so that nothing depends on what came first. A host that was moved from one installation to another makes them one.
struct Installations {
  /// A link that is not exact may be wrong: one alone joins nothing.
  private static let linksMin = 2
  /// Starts of a JVM that are told apart of one host: nodes are restarted now and then, not all the time.
  private static let prefixesMax = 256

  /// How often a Plesk host was seen to be served by a host of Open-Xchange's.
  private var links: [String: [String: Int]] = [:]
  /// The hosts of Open-Xchange's that an address called, and the Plesk hosts that called from it.
  private var served: [String: Set<String>] = [:]
  private var callers: [String: [String: Int]] = [:]
  /// First numbers of exceptionIds: those that Plesk hosts were told, and those that stand in logs of Open-Xchange's.
  private var reported: [String: Set<String>] = [:]
  private var logged: [String: Set<String>] = [:]

  // MARK: Learning

  /// - Parameter confidence: That of the link between a report of the Plesk host's and a record on the other host.
  mutating func learn(plesk: String, openXchange: String, _ confidence: Link.Confidence) {
    guard confidence <= .high else { return }
    links[plesk, default: [:]][openXchange, default: 0] += confidence == .exact ? Self.linksMin : 1
  }

  /// That a Plesk host calls from an address.
  mutating func learn(plesk: String, address: String) { callers[address, default: [:]][plesk, default: 0] += 1 }

  /// A call of PHP's, whatever became of it.
  mutating func learn(_ exchange: Exchange) {
    guard exchange.isFromPHP, let address = exchange.address else { return }
    learn(address: address, openXchange: exchange.host)
  }

  /// That an address was served; what Open-Xchange's own machine calls itself from tells nothing.
  mutating func learn(address: String, openXchange: String) {
    guard !address.hasPrefix("127."), address != "::1" else { return }
    served[address, default: []].insert(openXchange)
  }

  mutating func learn(prefixes: [String], reportedBy plesk: String) {
    Self.add(prefixes, to: &reported[plesk, default: []])
  }

  mutating func learn(prefixes: [String], loggedOn host: String) { Self.add(prefixes, to: &logged[host, default: []]) }

  private static func add(_ prefixes: [String], to set: inout Set<String>) {
    for prefix in prefixes where set.count < prefixesMax { set.insert(prefix) }
  }

  /// `-225208343-74` → `-225208343`
  static func prefix(of exceptionID: String) -> String? {
    exceptionID.lastIndex(of: "-").map { String(exceptionID[..<$0]) }
  }

  // MARK: Answers

  /// What is known in the end.
  ///
  /// - Parameter stated: Nodes of each installation, as the user names them.
  func joined(_ stated: [[String]] = []) -> Joined {
    var hosts = DisjointSets()
    for nodes in stated {
      for node in nodes { hosts.join(Self.name(openXchange: nodes[0]), Self.name(openXchange: node)) }
    }
    for (plesk, served) in links {
      for (openXchange, count) in served where count >= Self.linksMin {
        hosts.join(Self.name(plesk: plesk), Self.name(openXchange: openXchange))
      }
    }
    for (address, served) in served {
      for openXchange in served { hosts.join("address " + address, Self.name(openXchange: openXchange)) }
    }
    var nodesByName: [String: [String]] = [:]
    for set in hosts.sets {
      let nodes = set.compactMap { $0.hasPrefix("ox ") ? String($0.dropFirst(3)) : nil }.sorted()
      for name in set { nodesByName[name] = nodes }
    }
    return Joined(nodes: nodesByName, callers: callers, reported: reported, logged: logged)
  }

  private static func name(plesk: String) -> String { "plesk " + plesk }
  private static func name(openXchange: String) -> String { "ox " + openXchange }

  struct Joined {
    /// Of the installation that a host or an address belongs to, by its name.
    fileprivate let nodes: [String: [String]]
    fileprivate let callers: [String: [String: Int]]
    fileprivate let reported: [String: Set<String>]
    fileprivate let logged: [String: Set<String>]

    /// The hosts of the installation that a host of Open-Xchange's is part of, in the order of their names.
    func nodes(with openXchange: String) -> [String] {
      nodes[Installations.name(openXchange: openXchange)] ?? [openXchange]
    }

    /// Those of the installation that a Plesk host uses, as far as they are known.
    func nodes(serving plesk: String) -> [String] { nodes[Installations.name(plesk: plesk)] ?? [] }

    /// The only Plesk host that is known to call from an address.
    func plesk(at address: String) -> String? {
      guard let hosts = callers[address], hosts.count == 1 else { return nil }
      return hosts.first?.key
    }

    /// How many starts of nodes told some Plesk hosts of failures, and stand in none of some nodes' logs.
    func unreadPrefixes(of plesk: Set<String>, beside nodes: [String]) -> Int {
      let known = nodes.reduce(into: Set<String>()) { $0.formUnion(logged[$1] ?? []) }
      return plesk.reduce(into: Set<String>()) { $0.formUnion(reported[$1] ?? []) }.subtracting(known).count
    }
  }
}
