/// What is known of one source's clock, and the instants that follow from it.
///
/// In this order: the offset in the head; the zone that was configured; the id of Plesk Obsidian, which carries the UTC second
/// of the request's start; the offset of other heads in the same file; what failures that stand on both sides show; what is assumed.
package struct SourceClock: Codable, Sendable {
  /// How a source's distance from UTC is known.
  package enum Knowledge: String, CaseIterable, Codable, Comparable, Sendable {
    case head, configured, uniqid, correlated, assumed

    /// The surest first.
    package static func < (left: Knowledge, right: Knowledge) -> Bool {
      (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
  }

  private var configured: ZoneRule?
  /// What another source of the host told.
  private var assumed: ZoneRule?
  private var correlated: ZoneEstimate?
  /// What the last head with an offset said.
  private var headOffset: Int?
  private var requestOffsets = RequestOffsets()
  private(set) var repeatedHours = RepeatedHours()
  private var sawBareTime = false

  /// A request that ran longer than this before it logged says nothing about the zone.
  private static let requestLagMsMax: Int64 = 5 * 60_000
  private static let quarterHourMs: Int64 = 15 * 60_000
  /// The id's second may be cut off, and the head's milliseconds rounded.
  private static let requestLeadMsMax: Int64 = 2_000

  package init(configured: ZoneRule?) {
    self.configured = configured
  }

  /// Takes the zone that was configured, which may depend on a host that is known late.
  package mutating func configure(_ rule: ZoneRule) { configured = rule }

  /// Takes in what the next head says.
  ///
  /// - Parameter offset: Where it stands in the log.
  package mutating func observe(_ head: RecordHead, at offset: Int) {
    guard let time = head.time else { return }
    if let offset = time.offsetMinutes {
      headOffset = offset
      return
    }
    sawBareTime = true
    repeatedHours.observe(time.localMs, at: offset)
    guard let start = head.requestStart, let minutes = Self.offsetMinutes(of: time, requestStart: start) else { return }
    requestOffsets.observe(minutes, request: start, localMs: repeatedHours.place(of: time.localMs, at: offset))
  }

  /// Takes in what the heads of quiet records say: within one minute no clock was put back by hours, and no two of their requests tell it
  /// differently.
  package mutating func observe(_ run: QuietRun) {
    if let offset = run.first.offsetMinutes {
      headOffset = offset
      return
    }
    sawBareTime = true
    repeatedHours.observe(run.first.localMs, at: run.firstOffset)
    repeatedHours.observe(run.lastMs, at: run.firstOffset)
    guard let request = run.request else { return }
    let place = repeatedHours.place(of: request.localMs, at: request.offset)
    for start in [request.start, run.otherRequestStart].compactMap(\.self) {
      requestOffsets.observe(request.offsetMinutes, request: start, localMs: place)
    }
  }

  /// The offset that one record's id and time tell; `nil` where the request took too long to say.
  static func offsetMinutes(of time: CivilTime, requestStart: Int64) -> Int? {
    let distance = time.localMs - requestStart * 1000
    let rounded = (distance + requestLeadMsMax).quotientRoundedDown(by: quarterHourMs) * quarterHourMs
    guard distance - rounded <= requestLagMsMax, abs(rounded) <= 18 * 3_600_000 else { return nil }
    return Int(rounded / 60_000)
  }

  package var knowledge: Knowledge {
    if !sawBareTime, headOffset != nil { return .head }
    if configured != nil { return .configured }
    if !requestOffsets.isEmpty { return .uniqid }
    if headOffset != nil { return .head }
    return correlated == nil ? .assumed : .correlated
  }

  /// Whether the distance from UTC is known without any look at other hosts' records.
  package var isZoneKnown: Bool { knowledge < .correlated || assumed != nil }

  /// How many failures that stand on both sides agree on the zone, where it is known by them.
  package var correlatedPairs: Int? { knowledge == .correlated ? correlated?.pairs : nil }

  /// Takes what failures that stand on both sides show.
  package mutating func correlate(_ estimate: ZoneEstimate?) { correlated = estimate }

  /// The clock with what failures on both sides show, where it does not know better.
  package func correlated(by estimate: ZoneEstimate?) -> SourceClock {
    var clock = self
    if !isZoneKnown { clock.correlate(estimate) }
    return clock
  }

  /// What failures that stand on both sides show, where nothing else tells the zone.
  package var estimate: ZoneEstimate? { knowledge == .correlated ? correlated : nil }

  /// Takes over the zone of another source of the same host, where nothing better is known.
  package mutating func assume(_ rule: ZoneRule) { assumed = rule }

  /// What another source of the same host may take over.
  package var rule: ZoneRule {
    if let configured, sawBareTime || headOffset == nil { return configured }
    if let offset = headOffset ?? requestOffsets.last { return ZoneRule(initialOffsetMinutes: offset) }
    return assumed ?? .utc
  }

  /// When a record was written. In the hour that comes twice, its request's id tells which of the two it was, else its place in the log.
  ///
  /// - Parameter offset: Where the record stands in the log.
  package func instant(of time: CivilTime, requestStart: Int64?, at offset: Int) -> Instant {
    if time.offsetMinutes == nil, configured == nil, let requestStart,
      let minutes = Self.offsetMinutes(of: time, requestStart: requestStart), requestOffsets.believes(minutes)
    {
      return Instant(ms: time.localMs - Int64(minutes) * 60_000)
    }
    return instant(
      of: time, placedAt: repeatedHours.place(of: time.localMs, at: offset),
      isRepeated: isRepeated(time, requestStart, at: offset) ?? false)
  }

  /// Whether the clock showed a record's time twice that night, and neither its request's id nor its place in the log tells which it was: then
  /// ``instant(of:requestStart:at:)`` is the first of the two.
  package func isAmbiguous(_ time: CivilTime, requestStart: Int64?, at offset: Int) -> Bool {
    guard time.offsetMinutes == nil, let rule = ruleOfBareTimes, rule.shows(twice: time.localMs) else { return false }
    return isRepeated(time, requestStart, at: offset) == nil
  }

  package func isAmbiguous(_ event: Event) -> Bool {
    event.civil.map { isAmbiguous($0, requestStart: event.requestStart, at: event.position.offset) } ?? false
  }

  /// The zone that is asked where heads name none; `nil` where what the log's own records tell counts.
  private var ruleOfBareTimes: ZoneRule? {
    configured ?? (requestOffsets.isEmpty && headOffset == nil && correlated == nil ? assumed : nil)
  }

  /// Whether a reading of an hour that comes twice is its second one; `nil` where nothing tells.
  private func isRepeated(_ time: CivilTime, _ requestStart: Int64?, at offset: Int) -> Bool? {
    if let rule = ruleOfBareTimes, let requestStart, rule.shows(twice: time.localMs),
      let minutes = Self.offsetMinutes(of: time, requestStart: requestStart)
    {
      let told = time.localMs - Int64(minutes) * 60_000
      if told == rule.instant(localMs: time.localMs).ms { return false }
      if told == rule.instant(localMs: time.localMs, isRepeated: true).ms { return true }
    }
    return repeatedHours.isRepeated(time.localMs, at: offset)
  }

  /// When the clock showed a time, the first time that it did.
  package func instant(of time: CivilTime) -> Instant { instant(of: time, placedAt: time.localMs, isRepeated: false) }

  private func instant(of time: CivilTime, placedAt placeMs: Int64, isRepeated: Bool) -> Instant {
    if let offset = time.offsetMinutes { return Instant(ms: time.localMs - Int64(offset) * 60_000) }
    if let configured { return configured.instant(localMs: time.localMs, isRepeated: isRepeated) }
    // A file that an upgrade gave a layout with offsets was written on the same clock before.
    if let known = requestOffsets.minutes(atLocalMs: placeMs) ?? headOffset {
      return Instant(ms: time.localMs - Int64(known) * 60_000)
    }
    if let correlated { return Instant(ms: correlated.utc(time.localMs, placedAt: placeMs)) }
    return (assumed ?? .utc).instant(localMs: time.localMs, isRepeated: isRepeated)
  }
}
