/// Groups occurrences into incidents by root cause, operation, owning entity and folded text.
struct IncidentGrouping {
  let catalogue: Catalogue
  let digest: Digest
  let sources: [SourceFacts]
  let recovery: Recovery

  private struct Key: Hashable {
    var cause: String
    var operation: String?
    var owner: String
    var text: String
  }

  func incidents(_ drafts: [OccurrenceDraft]) -> [Incident] {
    var groups: [Key: [OccurrenceDraft]] = [:]
    for draft in drafts { groups[key(of: draft.parent.map { drafts[$0] } ?? draft), default: []].append(draft) }
    let sorted = groups.map { key, drafts in (key, drafts.sorted(by: Self.precedes)) }
      .sorted { Self.precedes($0.1[0], $1.1[0]) }
    let fingerprints = sorted.map { key, _ in fingerprint(key) }
    let hashes = zip(sorted, fingerprints).map { group, fingerprint in digest([fingerprint] + identity(group.1[0])) }
    let ids = IncidentID.ids(for: hashes)
    return sorted.indices.compactMap { index in
      incident(ids[index], fingerprints[index], sorted[index].0, sorted[index].1)
    }
  }

  private static func precedes(_ left: OccurrenceDraft, _ right: OccurrenceDraft) -> Bool {
    DatedEvent.precedes(left.occurrence.evidence[0].event, right.occurrence.evidence[0].event)
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
  private func identity(_ draft: OccurrenceDraft) -> [String] {
    let event = draft.occurrence.evidence[0].event
    return [event.host, event.event.side.rawValue, event.time.iso8601, "\(event.event.position.offset)"]
  }

  private func incident(_ id: String, _ fingerprint: String, _ key: Key, _ drafts: [OccurrenceDraft]) -> Incident? {
    guard let cause = catalogue.cause(key.cause) else { return nil }
    let occurrences = drafts.map(\.occurrence)
    let recoveredAt = recovery.time(of: cause, drafts)
    return Incident(
      id: id, cause: cause, operation: key.operation, state: recoveredAt == nil ? .open : .recovered,
      recoveredAt: recoveredAt, firstSeen: occurrences[0].time,
      lastSeen: occurrences[occurrences.count - 1].time, fingerprint: fingerprint, foldedText: key.text,
      owningEntity: key.owner,
      isConfirmed: occurrences.contains { $0.isConfirmed }, occurrences: occurrences,
      remedy: RemedyWriter(catalogue: catalogue).remedy(
        for: cause, occurrences, openXchangeHost: Self.only(drafts.compactMap(\.openXchangeHost))))
  }
}
