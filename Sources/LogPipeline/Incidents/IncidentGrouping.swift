/// Groups occurrences into incidents by root cause, operation, owning entity and folded text.
///
/// What is kept of an incident is bounded; its occurrences are not.
struct IncidentGrouping {
  let catalogue: Catalogue
  let digest: Digest
  let sources: [SourceFacts]
  private var numbers: [Key: Int] = [:]
  private var keys: [Key] = []
  private var tallies: [IncidentTally] = []

  private struct Key: Hashable {
    var cause: String
    var operation: String?
    var owner: String
    var text: String
  }

  init(catalogue: Catalogue, digest: Digest, sources: [SourceFacts]) {
    self.catalogue = catalogue
    self.digest = digest
    self.sources = sources
  }

  /// The number of the incident that an occurrence's own cause puts it into.
  mutating func number(of draft: OccurrenceDraft) -> Int {
    let key = key(of: draft)
    if let number = numbers[key] { return number }
    numbers[key] = keys.count
    keys.append(key)
    tallies.append(IncidentTally())
    return keys.count - 1
  }

  /// - Parameters:
  ///   - order: That of the occurrences' first records.
  ///   - recovery: What is known of recovery up to the occurrence.
  mutating func add(_ draft: OccurrenceDraft, to number: Int, order: Int, _ recovery: Recovery) {
    let cause = catalogue.cause(keys[number].cause)
    tallies[number].add(draft, order: order) { lastFailed in cause.flatMap { recovery.time(of: $0, lastFailed) } }
  }

  /// All incidents in the order of their first records, without their occurrences.
  func incidents(_ recovery: Recovery) -> [Incident] {
    let sorted = keys.indices.compactMap { index in tallies[index].first.map { (index, $0) } }
      .sorted { DatedEvent.precedes($0.1, $1.1) }
    let fingerprints = sorted.map { fingerprint(keys[$0.0]) }
    let ids = IncidentID.ids(for: zip(sorted, fingerprints).map { digest([$1] + Self.identity($0.1)) })
    return sorted.indices.compactMap { place in
      incident(ids[place], fingerprints[place], number: sorted[place].0, recovery)
    }
  }

  private func key(of draft: OccurrenceDraft) -> Key {
    Key(
      cause: draft.finding.cause, operation: draft.occurrence.operation, owner: owner(of: draft),
      text: TextFolding.folded(draft.finding.text, naming: draft.finding.captures))
  }

  /// The subadmin owns limits and access, the Plesk host transport, the Open-Xchange installation all else.
  private func owner(of draft: OccurrenceDraft) -> String {
    switch catalogue.cause(draft.finding.cause)?.family {
    case "limit", "access":
      if let subadmin = draft.occurrence.fields[.subadmin]?.string { return "subadmin \(subadmin)" }
      return "ox \(installation(of: draft))"
    case "transport" where draft.occurrence.partner == nil:
      return "address \(draft.occurrence.fields[.address]?.string ?? "")"
    case "transport", "plesk":
      return "plesk \(draft.occurrence.host)"
    default:
      return "ox \(installation(of: draft))"
    }
  }

  /// Where no record of Open-Xchange's is linked, the installation is the one whose log covers the time.
  private func installation(of draft: OccurrenceDraft) -> String {
    if let host = draft.openXchangeHost { return host }
    let covering = sources.filter { $0.side == .openXchange && Coverage.covers(draft.occurrence.time, $0.stretches) }
    return Self.only(covering.map(\.host)) ?? ""
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

  private func incident(_ id: String, _ fingerprint: String, number: Int, _ recovery: Recovery) -> Incident? {
    let (key, tally) = (keys[number], tallies[number])
    guard let cause = catalogue.cause(key.cause), let firstSeen = tally.firstSeen, let lastSeen = tally.lastSeen else {
      return nil
    }
    let recoveredAt = recovery.time(of: cause, tally.lastFailed)
    return Incident(
      id: id, number: number, cause: cause, operation: key.operation, state: recoveredAt == nil ? .open : .recovered,
      recoveredAt: recoveredAt, regressedAt: tally.regressedAt, firstSeen: firstSeen, lastSeen: lastSeen,
      fingerprint: fingerprint,
      foldedText: key.text, owningEntity: key.owner, isConfirmed: tally.isConfirmed, count: tally.count,
      remedy: RemedyWriter(catalogue: catalogue).remedy(
        for: cause, tally, openXchangeHost: tally.openXchangeHost.value))
  }
}
