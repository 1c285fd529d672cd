import TestSupport
import Testing

@testable import LogPipeline

/// What is decided while events still come is what would be decided at the end, and what is held meanwhile is bounded.
struct CorrelationTests {
  private static let seeds = Seeded.seeds(0..<20)

  /// Several random estates, one some hours after the other, on the same hosts.
  private static func long(_ seed: Int, estates: Int = 5) -> (events: [DatedEvent], sources: [SourceFacts]) {
    var events: [DatedEvent] = []
    var sources: [SourceFacts] = []
    for number in 0..<estates {
      let estate = RandomEstate(seed: 100 * seed + number).estate()
      let shift = Int64(number) * 30 * 3_600_000
      // An exceptionId that comes again on another day is one that a window forgets.
      events += estate.events.filter(\.event.exceptionIDs.isEmpty).map { event in
        var event = event
        event.time = event.time + shift
        event.file = "\(number)/\(event.file)"
        event.event.position.source += 100 * number
        return event
      }
      sources += estate.sources.map { source in
        var source = source
        source.file = "\(number)/\(source.file)"
        source.stretches = source.stretches.map { $0.lowerBound + shift...$0.upperBound + shift }
        return source
      }
    }
    return (events, sources)
  }

  private static func correlation(_ sources: [SourceFacts], eventsMin: Int) -> Correlation {
    Correlation(catalogue: Shipped.catalogue, digest: .repeatable, sources: sources, eventsMin: eventsMin)
  }

  private static func told(_ events: [DatedEvent], _ sources: [SourceFacts], eventsMin: Int) -> [String] {
    OrderLawTests.told(
      Correlator(catalogue: Shipped.catalogue, digest: .repeatable)
        .correlate(events, correlation(sources, eventsMin: eventsMin)))
  }

  @Test(arguments: seeds)
  func `decided piece by piece is decided at once`(seed: Int) {
    let (events, sources) = Self.long(seed)
    let whole = Self.told(events, sources, eventsMin: .max)
    #expect(whole.count > 5, "OXTAIL_SEED=\(seed)")
    for eventsMin in [1, 7, 40] {
      #expect(Self.told(events, sources, eventsMin: eventsMin) == whole, "OXTAIL_SEED=\(seed), \(eventsMin)")
    }
  }

  @Test(arguments: seeds)
  func `most is decided before the end`(seed: Int) {
    let (events, sources) = Self.long(seed)
    var correlation = Self.correlation(sources, eventsMin: 10)
    var early = 0
    for event in events.sorted(by: DatedEvent.precedes) { early += correlation.accept(event).count }
    #expect(early > 2 * correlation.finish().count, "OXTAIL_SEED=\(seed)")
  }

  /// Failures at one pace, each on both sides, for as long as it takes.
  @Test func `what is held does not grow with the length of the stream`() {
    func held(_ count: Int) -> Int {
      let sample = Estate(
        plesk: [Written.obsidian(0, request: 1, Written.fault("Authentication failed"))],
        ox: [Written.ox(0, exceptions: [Written.exception("Authentication failed")])])
      var correlation = Self.correlation(sample.sources, eventsMin: 100)
      var most = 0
      for index in 0..<count {
        for var event in sample.events.sorted(by: DatedEvent.precedes) {
          event.time = event.time + Int64(index) * 10_000
          event.event.position.offset += index * 1000
          event.event.request = event.event.request.map { "\($0)-\(index)" }
          _ = correlation.accept(event)
        }
        most = max(most, correlation.heldCount)
      }
      return most
    }
    let few = held(500)
    #expect(few < 500)
    #expect(held(2000) <= few)
  }

  /// Plesk uses a subadmin that is first seen after a failure that only its name can tell to be Plesk's.
  @Test(arguments: [1, 1000])
  func `a caller is known by what comes later`(eventsMin: Int) {
    var estate = Estate()
    let ours = (0..<6).flatMap { index -> [String] in
      [
        Written.jul(
          Double(index) * 3600, exceptions: [Written.exception("ContextID \(index) does not belong to reseller1")])
      ]
    }
    estate.add(ours, to: "ox.log", host: "ox1", side: .openXchange)
    let alone = estate
    estate.add(
      [Written.plesk17(7 * 3600, Written.fault("ContextID 77 does not belong to reseller1"))], to: "panel.log",
      host: "plesk1", side: .plesk)
    func result(_ estate: Estate) -> Correlator.Result {
      Correlator(catalogue: Shipped.catalogue, digest: .repeatable)
        .correlate(estate.events, Self.correlation(estate.sources, eventsMin: eventsMin))
    }
    #expect(result(alone).otherClients.count == 6)
    #expect(result(estate).otherClients.isEmpty)
    #expect(result(estate).incidents.flatMap(\.occurrences).count { $0.partner == nil } == 6)
  }
}
