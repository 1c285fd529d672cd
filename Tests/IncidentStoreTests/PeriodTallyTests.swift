import TestSupport
import Testing

@testable import IncidentStore

struct PeriodTallyTests {
  private struct Failure {
    var incident: Int64
    var timeMs: Int64
    var host: String
    var subject: String?
  }

  private static func tally(_ failures: [Failure]) -> PeriodTally {
    var tally = PeriodTally()
    for failure in failures {
      let host = Array(failure.host.utf8)
      // Memory of an empty text has an address, too.
      let subject = failure.subject.map { Array($0.utf8) + [0] }
      unsafe host.withUnsafeBytes { host in
        guard let subject else {
          return unsafe tally.add(incident: failure.incident, timeMs: failure.timeMs, host: host, subject: nil)
        }
        unsafe subject.withUnsafeBytes {
          unsafe tally.add(
            incident: failure.incident, timeMs: failure.timeMs, host: host,
            subject: UnsafeRawBufferPointer(rebasing: $0.dropLast()))
        }
      }
    }
    return tally
  }

  /// Names of which one is the beginning of others, an empty one, and such as are long or no ASCII.
  private static func failures(_ count: Int, _ random: inout Seeded) -> [Failure] {
    var timeMs: Int64 = -5_000_000
    return (0..<count).map { _ in
      timeMs += Int64.random(in: -1_000...20_000, using: &random)
      let number = Int.random(in: 0..<2_000, using: &random)
      let subjects = [nil, "", "a", "a\(number)", "ä\(number).example", String(repeating: "x", count: number % 300)]
      return Failure(
        incident: Int64.random(in: 0..<60, using: &random), timeMs: timeMs, host: "host\(number % 7)",
        subject: subjects[Int.random(in: 0..<6, using: &random)])
    }
  }

  @Test(arguments: Seeded.seeds(0..<3))
  func `a tally counts what dictionaries count`(seed: Int) {
    var random = Seeded(seed)
    let failures = Self.failures(5_000, &random)
    let tally = Self.tally(failures)
    let names = Dictionary(grouping: failures.filter { $0.subject != nil }) { $0.subject ?? "" }
    #expect(tally.totals.failures == failures.count)
    #expect(tally.totals.subjects == names.count)
    #expect(
      tally.quarters
        == Dictionary(grouping: failures) { Int64((Double($0.timeMs) / 900_000).rounded(.down)) }.mapValues(\.count))
    let most = tally.subjects.most(20)
    #expect(
      most.map(\.name)
        == names.sorted {
          $0.value.count == $1.value.count
            ? $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) : $0.value.count > $1.value.count
        }.prefix(20).map(\.key))
    for name in most {
      #expect(name.failures == names[name.name]?.count)
      #expect(name.incidents == Set(names[name.name]?.map(\.incident) ?? []).count)
      #expect(name.lastSeen.ms == names[name.name]?.map(\.timeMs).max())
    }
    let incidents = Dictionary(grouping: failures, by: \.incident)
    #expect(tally.incidents.count == incidents.count)
    for one in tally.incidents {
      let own = incidents[one.number] ?? []
      #expect(one.failures == own.count)
      #expect(one.subjects == Set(own.compactMap(\.subject)).count)
      #expect(one.hosts == Set(own.map(\.host)).count)
      #expect(tally.hosts.name(one.host) == own.first?.host)
      #expect(one.firstMs == own.map(\.timeMs).min() && one.lastMs == own.map(\.timeMs).max())
    }
  }
}
