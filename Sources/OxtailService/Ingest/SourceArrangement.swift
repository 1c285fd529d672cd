import IncidentStore
import LogPipeline
import LogTail

/// What can be said of sources only when all of them are read.
extension [SourceRead] {
  /// Names the hosts of those that have none yet, or an assumed one, and gives each the zone that is configured for it.
  mutating func nameHosts(_ options: ScanOptions) {
    let names = HostNames(rules: options.hosts, logs: map(\.place), machine: options.machine)
    for index in indices {
      if self[index].report.isHostAssumed {
        let report = self[index].report
        (self[index].report.host, self[index].report.isHostAssumed) = names.host(
          of: self[index].place, side: report.side)
      }
      let report = self[index].report
      if let zone = options.zones.first(where: { $0.fits(report.file, host: report.host) }) {
        self[index].clock.configure(zone.value.rule)
      }
    }
  }

  /// A source without any hint of its zone takes over that of another source of its host, else UTC.
  mutating func assumeZones() {
    for index in indices where self[index].clock.knowledge == .assumed {
      let host = self[index].report.host
      let known = filter { $0.report.host == host && $0.clock.knowledge != .assumed }
      guard let best = known.surestOfZone else { continue }
      self[index].clock.assume(best.clock.rule)
      self[index].report.isZoneBorrowed = true
    }
  }

  /// The one whose zone is surest, and among equals by name: not the one that happened to be read first.
  private var surestOfZone: SourceRead? {
    self.min { ($0.clock.knowledge, $0.report.file) < ($1.clock.knowledge, $1.report.file) }
  }

  /// A file without any head is the live file of a log whose older generations were read, or nothing.
  ///
  /// - Returns: Those that are nothing.
  mutating func place(_ fragments: [LiveFragment]) -> [SkippedFile] {
    var refused: [SkippedFile] = []
    let nextIndex = (map(\.index).max() ?? 0) + 1
    for (offset, fragment) in fragments.enumerated() {
      let log = RotatedName(fragment.file).log
      if let kin = filter({ $0.name.log == log }).surestOfZone {
        append(fragment.source(kin: kin, index: nextIndex + offset))
      } else {
        refused.append(fragment.refusal)
      }
    }
    return refused
  }
}

extension ScanResult {
  /// Adds the sources and what the correlation of all their events says, which are in memory or on the shelf.
  ///
  /// - Parameter stated: What the user states of machines.
  mutating func answer(_ families: [LogFamily], _ shelf: inout EventShelf, catalogue: Catalogue, stated: StatedEstate) {
    var families = families
    families.estimateZones { families, survey in
      for read in families.flatMap(\.generations) {
        for event in read.events { survey.add(event, host: read.report.host, clock: read.clock) }
      }
      shelf.read(families.flatMap(\.dated)) { survey.add($0, host: $1.host, clock: $1.clock) }
    }
    add(families)
    let facts = families.map(\.facts)
    guard shelf.isUsed else {
      let answer = Correlator(catalogue: catalogue, digest: Hashes.sha256, stated: stated)
        .correlate(families.flatMap(\.generations).flatMap(\.datedEvents), sources: facts)
      incidents = answer.incidents
      balance = answer.balance
      suspected = Listing(answer.suspected)
      otherClients = Listing(answer.otherClients)
      return
    }
    let correlation = Correlation(catalogue: catalogue, digest: Hashes.sha256, sources: facts, stated: stated)
    if let answer = shelf.answer(families.flatMap(\.dated), correlation) {
      incidents = answer.incidents
      balance = answer.balance
      suspected = answer.suspected
      otherClients = answer.otherClients
      rows = answer.rows
    }
    failure = shelf.trouble
  }

  /// Adds what was read.
  mutating func add(_ families: [LogFamily]) {
    sources += families.flatMap(\.generations).map(\.finishedReport)
  }
}

extension [LogFamily] {
  /// Estimates the zones of logs that nothing else tells.
  ///
  /// - Parameter read: Adds all events.
  mutating func estimateZones<Failure: Error>(
    _ read: ([LogFamily], inout ZoneSurvey) throws(Failure) -> Void
  ) throws(Failure) {
    guard flatMap(\.generations).contains(where: { !$0.clock.isZoneKnown && $0.report.side != .apache }) else { return }
    var survey = ZoneSurvey()
    try read(self, &survey)
    let zones = survey.zones()
    for index in indices {
      self[index].settle { read in
        var read = read
        if !read.clock.isZoneKnown { read.clock.correlate(zones[read.report.host]) }
        return read
      }
    }
  }
}

extension LogFamily {
  /// What dates the events of each generation.
  var dated: [DatedSource] {
    generations.map { read in
      DatedSource(
        generation: Int64(read.index), host: read.report.host, file: read.report.file, side: read.report.side,
        clock: read.clock, first: read.opens)
    }
  }
}
