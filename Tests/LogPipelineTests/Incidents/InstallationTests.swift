import TestSupport
import Testing

@testable import LogPipeline

/// Which hosts are one Open-Xchange, and what follows from it.
struct InstallationTests {
  private static let php = "PHP-SOAP/8.1"
  private static let full = "No usable or suitable filestore found"

  /// Two nodes, each with one failure of its own kind, and who called whom.
  private static func estate(_ calls: [(seconds: Double, node: String, address: String, agent: String)]) -> Estate {
    var estate = Estate()
    for (index, node) in ["ox1", "ox2"].enumerated() {
      let own = calls.filter { $0.node == node }
      estate.add(
        [Written.ox(Double(index) * 600 + 0.3, agent: php, exceptions: [Written.exception(full)])], to: "\(node).log",
        host: node, side: .openXchange)
      let lines = own.map { Written.access($0.seconds, 200, from: $0.address, bytes: "1832", agent: $0.agent) }
      if !lines.isEmpty { estate.add(lines, to: "\(node)-access.log", host: node, side: .apache) }
    }
    return estate
  }

  @Test(arguments: [
    ("192.0.2.10", php, 1), ("192.0.2.11", php, 2), ("192.0.2.10", "curl/7.74", 2),
  ])
  func `nodes that serve one address are one owner`(address: String, agent: String, incidents: Int) throws {
    let estate = Self.estate([
      (1000, "ox1", "192.0.2.10", Self.php), (1100, "ox2", address, agent),
    ])
    let told = estate.correlated.incidents
    #expect(told.count == incidents)
    #expect(told.map(\.count).reduce(0, +) == 2)
    if incidents == 1 { #expect(told[0].owningEntity == "ox ox1, ox2") }
  }

  @Test func `what a machine calls itself joins nothing`() {
    let estate = Self.estate([(1000, "ox1", "127.0.0.1", Self.php), (1100, "ox2", "127.0.0.1", Self.php)])
    #expect(estate.correlated.incidents.count == 2)
  }

  /// A failure of two nodes, told to one Plesk host with ids.
  private static func nodes(read: [String], stated: StatedEstate = StatedEstate()) -> Correlator.Result {
    var estate = Estate()
    let ids = [("ox1", "111-2"), ("ox2", "222-4"), ("ox1", "111-6")]
    let reports = ids.enumerated().map { index, id in
      Written.obsidian(
        Double(index) * 300 + 0.5, request: index + 1,
        Written.wrapper("a\(index).example", Written.fault("\(full); exceptionId \(id.1)")))
    }
    estate.add(reports, to: "panel.log", host: "plesk1", side: .plesk)
    for node in read {
      let own = ids.enumerated().filter { $1.0 == node }.map { index, id in
        Written.ox(
          Double(index) * 300, thread: "T\(index)", agent: php,
          exceptions: [Written.exception("\(full); exceptionId \(id.1)")])
      }
      let noise = stride(from: -300.0, through: 1500, by: 300).map(Written.noise)
      estate.add((noise + own).sorted(), to: "\(node).log", host: node, side: .openXchange)
    }
    return Correlator(catalogue: Shipped.catalogue, digest: .repeatable, stated: stated)
      .correlate(estate.events, sources: estate.sources)
  }

  @Test func `one Plesk host's failures on two nodes are one incident`() throws {
    let told = Self.nodes(read: ["ox1", "ox2"]).incidents
    #expect(told.map(\.count) == [3])
    #expect(told[0].nodes == nil)
    #expect(told[0].occurrences.allSatisfy { $0.partner == .found })
  }

  @Test func `a node that nobody read is known by the ids that it told`() throws {
    let told = Self.nodes(read: ["ox1"]).incidents
    #expect(told.map(\.count) == [3])
    #expect(told[0].nodes == Incident.Nodes(read: 1, known: 2))
    #expect(told[0].occurrences.map(\.partner) == [.found, .missing, .found])
  }

  @Test func `a node that the user knows of leaves open where a record is`() {
    let told = Self.nodes(read: ["ox1"], stated: StatedEstate(count: 3)).incidents
    #expect(told.flatMap(\.occurrences).map(\.partner) == [.found, .notCovered, .found])
    #expect(told.first?.nodes == Incident.Nodes(read: 1, known: 3, isStated: true))
  }

  /// A failure on each node, one after the other.
  private static func incidents(of nodes: [String], stated: [String]) -> [Incident] {
    var estate = Estate()
    for (index, node) in nodes.enumerated() {
      estate.add(
        [Written.ox(Double(index) * 600, agent: php, exceptions: [Written.exception(full)])], to: "\(node).log",
        host: node, side: .openXchange)
    }
    return Correlator(
      catalogue: Shipped.catalogue, digest: .repeatable,
      stated: StatedEstate(installations: stated.isEmpty ? [] : [stated])
    )
    .correlate(estate.events, sources: estate.sources).incidents
  }

  @Test(arguments: [(["ox1", "ox9"], 1), (["ox8", "ox9"], 2), ([], 2)])
  func `nodes are one owner where the user says so`(nodes: [String], incidents: Int) {
    #expect(Self.incidents(of: ["ox1", "ox9"], stated: nodes).count == incidents)
  }

  /// Else what is pruned, or comes late, would number the rest anew.
  @Test(arguments: [
    ["ox1", "ox9"], ["ox9", "ox1"], ["ox1", "ox5", "ox9"], ["ox5", "ox9", "ox1"], ["ox9", "ox5", "ox1"],
  ])
  func `incidents that turn out to be one keep the smallest number, whichever was met first`(nodes: [String]) {
    let apart = Self.incidents(of: nodes, stated: []).map(\.number)
    #expect(Set(apart).count == nodes.count)
    #expect(Self.incidents(of: nodes, stated: nodes).map(\.number) == [apart.min()])
  }

  // MARK: Outages

  @Test func `an outage is one incident, whoever met it and whatever for`() throws {
    var estate = Estate()
    for (index, host) in ["plesk1", "plesk2"].enumerated() {
      let verb = index == 0 ? "install" : "remove"
      estate.add(
        [
          Written.obsidian(
            Double(index) * 30 + 0.5, request: index + 1,
            Written.wrapper("a.example", verb: verb, Written.fault("Service Unavailable", code: "HTTP")))
        ], to: "\(host).log", host: host, side: .plesk)
    }
    estate.add(
      [Written.access(0, 503), Written.access(30, 503, from: "192.0.2.20")], to: "access.log", host: "ox1",
      side: .apache)
    let told = estate.correlated.incidents
    #expect(told.map(\.count) == [2])
    #expect(told[0].cause.affects == .everyone)
    #expect(told[0].owningEntity == "ox ox1")
    #expect(told[0].operation == nil)
  }
}
