/// Groups occurrences into incidents by root cause, operation, owning entity and folded text.
///
/// What is kept of an incident is bounded; its occurrences are not. Whose it is may be known only in the end: then incidents turn out to be
/// one.
struct IncidentGrouping {
  let catalogue: Catalogue
  let digest: Digest
  let sources: [SourceFacts]
  /// What the user states of Open-Xchange's nodes.
  let stated: StatedEstate
  var installations = Installations()
  /// Where the number, key and tally of each key and of each number stand.
  private var placesOfKeys: [Key: Int] = [:]
  private var places: [Int: Int] = [:]
  private var numbers: [Int] = []
  private var keys: [Key] = []
  private var tallies: [IncidentTally] = []

  private struct Key: Hashable {
    var cause: String
    var operation: String?
    var owner: Owner
    var text: String
  }

  /// Whose a failure is, as its own records tell.
  private enum Owner: Hashable {
    case subadmin(String)
    case plesk(String)
    case address(String)
    case openXchange(String)
    /// The Open-Xchange of a Plesk host, or else that of which alone a log covers the time.
    case installation(plesk: String?, covering: String?)

    /// All of it.
    var words: [String] {
      switch self {
      case .subadmin(let name): ["subadmin", name]
      case .plesk(let host): ["plesk", host]
      case .address(let address): ["address", address]
      case .openXchange(let host): ["ox", host]
      case .installation(let plesk, let covering):
        ["installation"] + (plesk.map { ["plesk", $0] } ?? []) + (covering.map { ["covering", $0] } ?? [])
      }
    }
  }

  init(catalogue: Catalogue, digest: Digest, sources: [SourceFacts], stated: StatedEstate = StatedEstate()) {
    self.catalogue = catalogue
    self.digest = digest
    self.sources = sources
    self.stated = stated
  }

  /// The number of the incident that an occurrence's own cause puts it into: the same one whatever else is there.
  mutating func number(of draft: OccurrenceDraft) -> Int {
    let key = key(of: draft)
    if let place = placesOfKeys[key] { return numbers[place] }
    var number = number(key)
    while places[number] != nil { number += 1 }
    placesOfKeys[key] = keys.count
    places[number] = keys.count
    numbers.append(number)
    keys.append(key)
    tallies.append(IncidentTally())
    return number
  }

  /// 48 bits: 100,000 incidents collide once in 50,000 indexes.
  private func number(_ key: Key) -> Int {
    let hash = digest([key.cause, key.operation ?? "", key.text] + key.owner.words)
    return hash.prefix(6).reduce(0) { $0 << 8 | Int($1) }
  }

  /// - Parameters:
  ///   - order: That of the occurrences' first records.
  ///   - recovery: What is known of recovery up to the occurrence.
  mutating func add(_ draft: OccurrenceDraft, to number: Int, order: Int, _ recovery: Recovery) {
    guard let place = places[number] else { preconditionFailure("an incident that was not numbered") }
    let cause = catalogue.compiledCause(keys[place].cause)
    tallies[place].add(draft, order: order) { lastFailed in cause.flatMap { recovery.time(of: $0.spec, lastFailed) } }
  }

  /// The last failed calls of all incidents.
  var failedCalls: [(key: Recovery.Caller, value: Instant)] { tallies.flatMap { $0.lastFailed.map(Array.init) ?? [] } }

  /// All incidents in the order of their first records, without their occurrences.
  func incidents(_ recovery: Recovery) -> [Incident] {
    let joined = installations.joined(stated.installations)
    let sorted = keys.indices.compactMap { index in tallies[index].first.map { (index, $0) } }
      .sorted { DatedEvent.precedes($0.1, $1.1) }
    let fingerprints = sorted.map { fingerprint(keys[$0.0]) }
    let ids = IncidentID.ids(for: zip(sorted, fingerprints).map { digest([$1] + Self.identity($0.1)) })
    return sorted.indices.compactMap { index in
      incident(ids[index], fingerprints[index], at: sorted[index].0, recovery, joined)
    }
  }

  /// Joins incidents that differ in nothing but whose they seemed to be. To be called once, when all is added.
  ///
  /// - Returns: Numbers that stand for an incident no longer, each with the one that it went into.
  mutating func join(_ recovery: Recovery) -> [(number: Int, into: Int)] {
    let joined = installations.joined(stated.installations)
    var wholes: [Whole] = []
    var members: [Whole: [Int]] = [:]
    for place in keys.indices {
      let whole = whole(keys[place], joined)
      if members[whole] == nil { wholes.append(whole) }
      members[whole, default: []].append(place)
    }
    var moves: [(number: Int, into: Int)] = []
    for places in wholes.compactMap({ members[$0] }) where places.count > 1 {
      // Apache's block belongs to the outage that it comes of, where that is known. Whichever was met first may be pruned, or come late.
      let outages = places.filter { Outages.outage(of: keys[$0].cause) == keys[$0].cause }
      guard let home = (outages.isEmpty ? places : outages).min(by: { numbers[$0] < numbers[$1] }) else { continue }
      let cause = catalogue.cause(keys[home].cause)
      tallies[home] = IncidentTally.joined(places.map { tallies[$0] }) { lastFailed in
        cause.flatMap { recovery.time(of: $0, lastFailed) }
      }
      for place in places where place != home {
        tallies[place] = IncidentTally()
        moves.append((numbers[place], numbers[home]))
      }
    }
    return moves
  }

  /// What is the same in all parts of one incident.
  private struct Whole: Hashable {
    var cause: String
    var operation: String?
    var owner: String
    var text: String
  }

  private func whole(_ key: Key, _ joined: Installations.Joined) -> Whole {
    let outage = Outages.outage(of: key.cause)
    return Whole(
      cause: outage ?? key.cause, operation: key.operation, owner: name(of: key.owner, joined),
      text: outage == nil ? key.text : "")
  }

  private func key(of draft: OccurrenceDraft) -> Key {
    // Nothing listens: that has neither to do with the operation nor with the words in which each side says so.
    if Outages.outage(of: draft.finding.cause) != nil, let cause = catalogue.cause(draft.finding.cause) {
      return Key(cause: cause.id, operation: nil, owner: installation(of: draft), text: cause.title)
    }
    return Key(
      cause: draft.finding.cause, operation: draft.occurrence.operation, owner: owner(of: draft),
      text: TextFolding.folded(draft.finding.text, naming: draft.finding.captures))
  }

  /// The subadmin owns limits and access, the Plesk host transport, the Open-Xchange installation all else.
  private func owner(of draft: OccurrenceDraft) -> Owner {
    switch catalogue.compiledCause(draft.finding.cause)?.spec.family {
    case "limit", "access":
      if let subadmin = draft.occurrence.fields[.subadmin]?.string { return .subadmin(subadmin) }
      return installation(of: draft)
    case "transport" where draft.occurrence.partner == nil:
      return .address(draft.occurrence.fields[.address]?.string ?? "")
    case "transport", "plesk":
      return .plesk(draft.occurrence.host)
    default:
      return installation(of: draft)
    }
  }

  private func installation(of draft: OccurrenceDraft) -> Owner {
    if let host = draft.openXchangeHost { return .openXchange(host) }
    return .installation(
      plesk: draft.occurrence.partner == nil ? nil : draft.occurrence.host,
      covering: onlyOpenXchangeHost(covering: draft.occurrence.time))
  }

  /// The host of Open-Xchange's of which alone a log covers a moment.
  func onlyOpenXchangeHost(covering time: Instant) -> String? { Self.only(openXchangeHosts(covering: time)) }

  /// In the order of their names.
  private func openXchangeHosts(covering time: Instant) -> [String] {
    sources.filter { $0.side == .openXchange && Coverage.covers(time, $0.stretches) }.map(\.host).uniqued().sorted()
  }

  // MARK: Whose it is in the end

  private func name(of owner: Owner, _ joined: Installations.Joined) -> String {
    switch owner {
    case .subadmin(let name): return "subadmin \(name)"
    case .plesk(let host): return "plesk \(host)"
    case .address(let address): return joined.plesk(at: address).map { "plesk \($0)" } ?? "address \(address)"
    case .openXchange(let host): return Self.name(joined.nodes(with: host))
    case .installation(let plesk, let covering):
      let nodes = plesk.map { joined.nodes(serving: $0) } ?? []
      if !nodes.isEmpty { return Self.name(nodes) }
      if let covering { return Self.name(joined.nodes(with: covering)) }
      return "ox \(plesk.map { "of \($0)" } ?? "")"
    }
  }

  /// `ox ox1, ox2`
  private static func name(_ nodes: [String]) -> String { "ox \(nodes.joined(separator: ", "))" }

  /// How many nodes of Open-Xchange's an incident's failures could have been logged on, and how many of these were read; `nil` where
  /// all were, as far as anybody knows.
  private func nodes(_ tally: IncidentTally, _ joined: Installations.Joined) -> Incident.Nodes? {
    guard let time = (tally.missing ?? tally.notCovered)?.time else { return nil }
    let serving = tally.pleskHosts.flatMap { joined.nodes(serving: $0) }.uniqued()
    let read = Set(sources.lazy.filter { $0.side == .openXchange }.map(\.host))
    let nodes = serving.isEmpty ? openXchangeHosts(covering: time) : serving.filter(read.contains)
    let stated = stated.known(beside: nodes, webServers: sources.webServers)
    guard !nodes.isEmpty, tally.missing != nil || stated != nil else { return nil }
    let known = max(stated ?? 0, nodes.count + joined.unreadPrefixes(of: tally.pleskHosts, beside: nodes))
    guard known > nodes.count else { return nil }
    return Incident.Nodes(read: nodes.count, known: known, isStated: stated != nil)
  }

  /// From cause, operation and folded text, never from the subject.
  private func fingerprint(_ key: Key) -> String {
    let bytes = digest([key.cause, key.operation ?? "", key.text])
    return "v1:" + bytes.prefix(8).map { Self.hex($0) }.joined()
  }

  private static func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return digits.count == 1 ? "0" + digits : digits
  }

  private static func only(_ hosts: [String]) -> String? {
    let different = Set(hosts)
    return different.count == 1 ? different.first : nil
  }

  /// What makes the first event this one, wherever its file lies and whatever it is called.
  private static func identity(_ event: DatedEvent) -> [String] {
    [event.host, event.event.side.rawValue, event.time.iso8601, "\(event.event.position.offset)"]
  }

  private func incident(
    _ id: String, _ fingerprint: String, at place: Int, _ recovery: Recovery, _ joined: Installations.Joined
  ) -> Incident? {
    let (key, tally) = (keys[place], tallies[place])
    guard let cause = catalogue.cause(key.cause), let firstSeen = tally.firstSeen, let lastSeen = tally.lastSeen
    else { return nil }
    let recoveredAt = recovery.time(of: cause, tally.lastFailed)
    return Incident(
      id: id, number: numbers[place], cause: cause, operation: key.operation,
      state: recoveredAt == nil ? .open : .recovered,
      recoveredAt: recoveredAt, regressedAt: tally.regressedAt, firstSeen: firstSeen, lastSeen: lastSeen,
      fingerprint: fingerprint,
      foldedText: key.text, owningEntity: name(of: key.owner, joined), isConfirmed: tally.isConfirmed,
      nodes: nodes(tally, joined), count: tally.count,
      remedy: RemedyWriter(catalogue: catalogue).remedy(
        for: cause, tally, openXchangeHost: tally.openXchangeHost.value))
  }
}
