/// Estimates the zones of logs that do not name them, by failures that stand on both sides: their distance is the zone, to a quarter of an
/// hour, and a skew of the clocks.
///
/// A function of the set of events, in bounded memory: of too many texts a part is kept, of too many records of one text those of a part of
/// each quarter of an hour, so that what belongs together is kept or left out together, whatever the zone.
package struct ZoneSurvey {
  /// Texts that are looked at.
  private static let keysMax = 8192
  /// Records of one text that are looked at.
  private static let recordsMax = 128
  static let quarterHourMs: Int64 = 15 * 60_000

  private struct Record {
    var side: Side
    var host: String
    /// UTC where the zone is known, else what the clock showed.
    var ms: Int64
    /// Where that stands among changes of the clock.
    var placeMs: Int64
    var isZoneKnown: Bool
  }

  private struct Kept {
    var records: [Record] = []
    /// Only records in the first milliseconds of each quarter of an hour are kept.
    var phaseMs = quarterHourMs
  }

  private var kept: [LagFinder.Key: Kept] = [:]
  /// The last readings before hosts' clocks were put back.
  private var repeats: [String: Set<Int64>] = [:]
  /// Keys with one of these bits are left out.
  private var mask: UInt64 = 0

  package init() {}

  package mutating func add(_ event: Event, host: String, clock: SourceClock) {
    guard event.side != .apache, event.kind != .request, let civil = event.civil else { return }
    let isKnown = civil.offsetMinutes != nil || clock.isZoneKnown
    let offset = event.position.offset
    let ms = isKnown ? clock.instant(of: civil, requestStart: event.requestStart, at: offset).ms : civil.localMs
    let place = clock.repeatedHours.place(of: civil.localMs, at: offset)
    let record = Record(side: event.side, host: host, ms: ms, placeMs: place, isZoneKnown: isKnown)
    if !isKnown { for hour in clock.repeatedHours.hours { repeats[host, default: []].insert(hour.untilMs) } }
    for key in LagFinder.Key.keys(of: event) { add(record, key) }
  }

  private mutating func add(_ record: Record, _ key: LagFinder.Key) {
    guard key.hash & mask == 0 else { return }
    var entry = kept[key] ?? Kept()
    guard record.ms.quotientRemainder(Self.quarterHourMs) < entry.phaseMs else { return }
    entry.records.append(record)
    while entry.records.count > Self.recordsMax, entry.phaseMs > 1 {
      entry.phaseMs /= 2
      entry.records.removeAll { $0.ms.quotientRemainder(Self.quarterHourMs) >= entry.phaseMs }
    }
    kept[key] = entry
    while kept.count > Self.keysMax {
      mask = mask << 1 | 1
      let mask = mask
      kept = kept.filter { $0.key.hash & mask == 0 }
    }
  }

  /// The zones of the hosts whose logs do not tell them and whose failures do.
  ///
  /// What cannot be held to a known clock is held to Open-Xchange's, as if that ran in UTC: the two then agree, which is what links need.
  package func zones() -> [String: ZoneEstimate] {
    var found: [String: ZoneEstimate] = [:]
    var isAssuming = false
    while true {
      let rest = Set(
        kept.values.flatMap(\.records).filter { !$0.isZoneKnown && found[$0.host] == nil }
          .filter { !isAssuming || $0.side == .plesk }.map(\.host)
      ).sorted()
      let new = rest.compactMap { host in
        estimate(host, found, isAssuming: isAssuming).map { (host, $0) }
      }
      found.merge(new) { first, _ in first }
      if new.isEmpty, isAssuming { return found }
      if new.isEmpty { isAssuming = true }
    }
  }

  private func estimate(_ host: String, _ found: [String: ZoneEstimate], isAssuming: Bool) -> ZoneEstimate? {
    var readings: [ZoneEstimate.Reading] = []
    for (key, kept) in kept.sorted(by: { $0.key.hash < $1.key.hash }) {
      for side in [Side.plesk, .openXchange] {
        let own = kept.records.filter { $0.host == host && $0.side == side && !$0.isZoneKnown }
        guard !own.isEmpty else { continue }
        let others = kept.records.filter { $0.side != side && $0.host != host }.compactMap { record -> Int64? in
          if record.isZoneKnown { return record.ms }
          if let zone = found[record.host] { return zone.utc(record.ms, placedAt: record.placeMs) }
          return isAssuming && record.side == .openXchange ? record.ms : nil
        }.sorted()
        guard !others.isEmpty else { continue }
        readings += own.map { ZoneEstimate.Reading(key: key, localMs: $0.ms, placeMs: $0.placeMs, others: others) }
      }
    }
    return ZoneEstimate(
      readings.sorted { ($0.placeMs, $0.localMs, $0.key.hash) < ($1.placeMs, $1.localMs, $1.key.hash) },
      repeats: (repeats[host] ?? []).sorted())
  }
}

extension Int64 {
  /// What is left of a division that rounds down.
  fileprivate func quotientRemainder(_ divisor: Int64) -> Int64 { self - quotientRoundedDown(by: divisor) * divisor }
}
