import TestSupport

@testable import LogPipeline

/// What some logs say, framed, recognised and dated as a scan does it, but without files. All clocks run in UTC.
struct Estate: Sendable {
  private(set) var events: [DatedEvent] = []
  private(set) var sources: [SourceFacts] = []

  init() {}

  /// One Plesk host and one Open-Xchange host.
  init(plesk: [String] = [], ox: [String] = []) {
    if !plesk.isEmpty { add(plesk, to: "panel.log", host: "plesk1", side: .plesk) }
    if !ox.isEmpty { add(ox, to: "ox.log", host: "ox1", side: .openXchange) }
  }

  /// - Parameter records: In the file's order, each with all its lines.
  mutating func add(_ records: [String], to file: String, host: String, side: Side) {
    let layouts = Shipped.catalogue.layouts.restricted(to: side)
    var recogniser = Recogniser(catalogue: Shipped.catalogue, redactor: Redactor(hash: .repeatable))
    var coverage = Coverage()
    var found: [Event] = []
    for framed in frame(records.map { $0 + "\n" }.joined(), layouts: layouts) {
      guard let head = framed.record.head else { continue }
      if let time = head.time { coverage.add(Self.instant(time).ms) }
      let event = unsafe recogniser.event(
        for: framed.record, text: framed.bytes.span.bytes, layout: layouts[head.layout], source: sources.count)
      if let event { found.append(event) }
    }
    events += found.map { event in
      DatedEvent(event: event, time: event.civil.map(Self.instant) ?? Instant(ms: 0), host: host, file: file)
    }
    sources.append(
      SourceFacts(
        file: file, host: host, side: side, stretches: coverage.dated { Instant(ms: $0) }, zone: .configured))
  }

  private static func instant(_ time: CivilTime) -> Instant {
    Instant(ms: time.localMs - Int64(time.offsetMinutes ?? 0) * 60_000)
  }

  // MARK: Answers

  var correlated: Correlator.Result {
    Correlator(catalogue: Shipped.catalogue, digest: .repeatable).correlate(events, sources: sources)
  }

  /// The answer for the same events in another order.
  func shuffled(_ random: inout Seeded) -> Correlator.Result {
    Correlator(catalogue: Shipped.catalogue, digest: .repeatable)
      .correlate(events.shuffled(using: &random), sources: sources.shuffled(using: &random))
  }

  /// The only occurrence, or `nil` where there are none or several.
  var occurrence: Occurrence? {
    let all = correlated.incidents.flatMap(\.occurrences)
    return all.count == 1 ? all[0] : nil
  }

  var reports: [Failure] {
    Folding.failures(
      events.filter { $0.event.side == .plesk }, catalogue: Shipped.catalogue, same: Folding.isSameReport
    ).sorted { DatedEvent.precedes($0.root, $1.root) }
  }

  var failures: [Failure] {
    Folding.failures(
      events.filter { $0.event.side == .openXchange && $0.event.isProvisioning }, catalogue: Shipped.catalogue,
      same: Folding.isSameFailure
    ).sorted { DatedEvent.precedes($0.root, $1.root) }
  }

  /// Each report with what it was linked to.
  var pairs: [(report: Failure, failure: Failure?, link: Link?)] {
    let (reports, failures) = (reports, failures)
    return zip(reports, Linker(catalogue: Shipped.catalogue).links(reports, failures)).map { report, found in
      (report, found.map { failures[$0.failure] }, found?.link)
    }
  }
}

extension Digest {
  /// As wide as SHA-256, and the same in every run: FNV-1a, four times with other beginnings.
  static let repeatable = Digest { bytes in
    (0..<4).flatMap { round -> [UInt8] in
      var state: UInt64 = 0xCBF2_9CE4_8422_2325 &+ UInt64(round) &* 0x9E37_79B9_7F4A_7C15
      for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
      state = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
      state = (state ^ state >> 27) &* 0x94D0_49BB_1331_11EB
      return (0..<8).map { UInt8(truncatingIfNeeded: state >> UInt64(56 - 8 * $0)) }
    }
  }
}
