import LogPipeline

/// What the reader of an answer should know beside it: assumptions with the flag that corrects them, and what was taken care of.
struct ReadingNotes {
  private(set) var notes: [String] = []

  init(_ sources: [SourceReport], health: PatternHealth, usesExamplePassword: Bool, looseEdges: Int) {
    addZones(sources)
    addHosts(sources)
    addForgeries(sources)
    addPatterns(health)
    if usesExamplePassword {
      notes.append(
        "the password of the wiki page's examples is in use in these logs: change it (it is not shown here)")
    }
    if looseEdges > 0 {
      notes.append(
        "so many rotated files that records split by a rotation were not looked for in \(looseEdges) of them; read fewer at once"
      )
    }
  }

  /// Only what is assumed of zones and of hosts.
  init(zonesOf zones: [SourceReport], hostsOf hosts: [SourceReport]) {
    addZones(zones)
    addHosts(hosts)
  }

  private mutating func addZones(_ sources: [SourceReport]) {
    let zoneless = sources.filter { $0.zone == .assumed && $0.records > 0 }
    let (borrowed, bare) = (zoneless.filter(\.isZoneBorrowed), zoneless.filter { !$0.isZoneBorrowed })
    for (sources, zone) in [(bare, "UTC"), (borrowed, "the zone of the same host's other logs")] where !sources.isEmpty
    {
      notes.append(
        "no zone in \(Self.list(sources.map(\.file))): \(zone) assumed; correct it with --timezone-of 'GLOB=ZONE'")
    }
    for source in sources where source.zone == .correlated {
      let offset = source.offsetMinutes.map { IncidentDocument.Source.offset(minutes: $0) } ?? ""
      let pairs = source.zonePairs ?? 0
      let reason = pairs == 1 ? "1 failure shows that stands" : "\(pairs) failures show that stand"
      notes.append(
        "no zone in \(source.file): UTC\(offset) taken, as \(reason) on both sides; correct it with --timezone-of 'GLOB=ZONE'"
      )
    }
  }

  private mutating func addHosts(_ sources: [SourceReport]) {
    let hostless = sources.filter(\.isHostAssumed)
    guard !hostless.isEmpty else { return }
    notes.append(
      "no host named for \(Self.list(hostless.map(\.file))): taken for '\(Self.list(Set(hostless.map(\.host)).sorted()))'; correct it with --host-of 'GLOB=NAME'"
    )
  }

  private mutating func addForgeries(_ sources: [SourceReport]) {
    for source in sources where source.refusedHeads > 0 {
      let isOne = source.refusedHeads == 1
      notes.append(
        "\(source.file): \(source.refusedHeads) line\(isOne ? "" : "s") that look\(isOne ? "s" : "") like a record's head of another program, dated before the record around it: kept as that record's text"
      )
    }
  }

  private mutating func addPatterns(_ health: PatternHealth) {
    for id in health.switchedOff {
      notes.append("pattern \(id) kept hitting its limits and was switched off; the records are kept")
    }
    for (id, hits) in health.limitHits.sorted(by: { $0.key < $1.key }) where !health.switchedOff.contains(id) {
      notes.append("pattern \(id) hit its limits \(hits) times and was skipped there; the records are kept")
    }
  }

  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(2).joined(separator: ", ")
    return names.count > 2 ? "\(shown) and \(names.count - 2) more" : shown
  }
}
