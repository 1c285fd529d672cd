import TestSupport
import Testing

@testable import LogPipeline

/// The order in which files are read and events arrive changes no answer, and no record is lost or counted twice.
struct OrderLawTests {
  private static let seeds = Seeded.seeds(0..<40)

  @Test(arguments: seeds)
  func `any order of events gives the same answer`(seed: Int) {
    let estate = RandomEstate(seed: seed).estate()
    let told = Self.told(estate.correlated)
    #expect(!told.isEmpty, "OXTAIL_SEED=\(seed)")
    var random = Seeded(seed)
    for _ in 0..<3 { #expect(Self.told(estate.shuffled(&random)) == told, "OXTAIL_SEED=\(seed)") }
  }

  @Test(arguments: seeds)
  func `any order of files gives the same answer`(seed: Int) {
    let random = RandomEstate(seed: seed)
    let told = Self.told(random.estate().correlated)
    #expect(Self.told(random.estate { $0.reverse() }.correlated) == told, "OXTAIL_SEED=\(seed)")
  }

  @Test(arguments: seeds)
  func `each record of provisioning is told once`(seed: Int) {
    let estate = RandomEstate(seed: seed).estate()
    let result = estate.correlated
    let told = (result.incidents.flatMap(\.occurrences).flatMap(\.evidence) + result.suspected + result.otherClients)
      .map { Self.place($0.event) }
    #expect(
      told.sorted() == estate.events.filter(\.event.isProvisioning).map(Self.place).sorted(), "OXTAIL_SEED=\(seed)")
  }

  @Test(arguments: seeds)
  func `what holds of every answer holds of a random one`(seed: Int) {
    let result = RandomEstate(seed: seed).estate().correlated
    #expect(Set(result.incidents.map(\.id)).count == result.incidents.count, "OXTAIL_SEED=\(seed)")
    for occurrence in result.incidents.flatMap(\.occurrences) {
      let isLinked = occurrence.link != nil
      let sides = Set(occurrence.evidence.map(\.event.event.side))
      #expect(isLinked == (sides == [.plesk, .openXchange]), "OXTAIL_SEED=\(seed)")
      #expect(isLinked == (occurrence.partner == .found), "OXTAIL_SEED=\(seed)")
      #expect((occurrence.partner == nil) == (sides == [.openXchange]), "OXTAIL_SEED=\(seed)")
      #expect(
        occurrence.link.map { ($0.confidence == .exact) == ($0.rule == .exceptionID) } ?? true, "OXTAIL_SEED=\(seed)")
    }
    for incident in result.incidents {
      #expect(incident.isConfirmed == incident.occurrences.contains { $0.link != nil }, "OXTAIL_SEED=\(seed)")
    }
  }

  // MARK: An answer as text

  static func told(_ result: Correlator.Result) -> [String] {
    result.incidents.map(told) + result.suspected.map { "suspected " + told($0) }
      + result.otherClients.map { "other client " + told($0) }
  }

  private static func told(_ incident: Incident) -> String {
    let occurrences = incident.occurrences.map { occurrence in
      let link = occurrence.link.map { "\($0)" } ?? "no link"
      let fields = occurrence.fields.map { "\($0.key)=\($0.value.string)" }.sorted()
      let evidence = occurrence.evidence.map(told)
      return "\(occurrence.time.iso8601) \(occurrence.host) \(occurrence.cause) \(occurrence.partner?.rawValue ?? "-") "
        + "\(link) \(fields) \(evidence)"
    }
    return "\(incident.id) \(incident.cause.id) \(incident.operation ?? "-") \(incident.fingerprint) "
      + "\(incident.isConfirmed) \(incident.remedy) \(occurrences)"
  }

  private static func told(_ evidence: Evidence) -> String { "\(evidence.role) \(place(evidence.event))" }

  private static func place(_ event: DatedEvent) -> String { "\(event.file):\(event.event.position.line)" }
}
