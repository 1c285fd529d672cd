import TestSupport
import Testing

@testable import LogPipeline

/// Days are counted from the first failure; the last one comes on day 1.
struct StandingTests {
  private static func day(_ number: Double) -> Instant { Instant(ms: Int64(number * 86_400_000)) }

  private func facts(logsEnd: Double? = 2, _ change: (inout StandingFacts) -> Void = { _ in }) -> StandingFacts {
    var facts = StandingFacts(firstSeen: Self.day(0), lastSeen: Self.day(1))
    facts.logsEnd = logsEnd.map(Self.day)
    change(&facts)
    return facts
  }

  private func standing(_ facts: StandingFacts, hasEnded: Bool = false) -> Standing {
    facts.standing { _ in hasEnded }
  }

  private func remarks(_ remarks: (Remark.Verb, Double)...) -> [Remark] {
    remarks.map { Remark($0.0, time: Self.day($0.1), author: "alice") }
  }

  @Test(arguments: [(0.99, Incident.State.new), (1, .open), (7.99, .open), (8, .silent)])
  func `a failure is new for a day and silent after a week in which the logs go on`(end: Double, state: Incident.State)
  {
    let standing = standing(facts(logsEnd: end))
    #expect(standing.state == state)
    #expect(standing.since == (state == .silent ? Self.day(end) : nil))
  }

  @Test func `logs that do not go on show no silence`() {
    #expect(standing(facts(logsEnd: nil)).state == .open)
    #expect(standing(facts(logsEnd: 1)).state == .open)
  }

  @Test func `what was seen before is not new`() {
    #expect(standing(facts(logsEnd: 0.5) { $0.hasTwin = true }).state == .open)
  }

  @Test func `recovery needs what shows it, and outweighs silence`() {
    #expect(
      standing(facts(logsEnd: 30) { $0.recoveredAt = Self.day(1.1) }) == Standing(.recovered, since: Self.day(1.1)))
  }

  @Test func `what comes back after recovery is a regression until it recovers or falls silent`() {
    #expect(standing(facts { $0.regressedAt = Self.day(1) }) == Standing(.regressed, since: Self.day(1)))
    #expect(standing(facts(logsEnd: 30) { $0.regressedAt = Self.day(1) }).state == .silent)
  }

  @Test func `a failure after it was resolved is a regression, whatever its age`() {
    #expect(standing(facts { $0.remarks = remarks((.resolve, 1.5)) }) == Standing(.resolved, since: Self.day(1.5)))
    #expect(standing(facts { $0.remarks = remarks((.resolve, 0.5)) }) == Standing(.regressed, since: Self.day(1)))
    let recovered = facts {
      $0.remarks = remarks((.resolve, 0.5))
      $0.recoveredAt = Self.day(1.2)
    }
    #expect(standing(recovered).state == .recovered)
  }

  @Test(arguments: [(0.5, 0.6, 1.0), (0.7, 0.6, 0.7), (0.6, 0.6, 1)])
  func `what the logs had shown to be a regression when it was resolved is another since it failed again`(
    regressed: Double, resolved: Double, since: Double
  ) {
    let facts = facts {
      $0.regressedAt = Self.day(regressed)
      $0.remarks = remarks((.resolve, resolved))
    }
    #expect(standing(facts) == Standing(.regressed, since: Self.day(since)))
  }

  @Test func `a muting holds until what ends it comes`() {
    let muted = facts { $0.remarks = remarks((.mute, 1.5)) }
    #expect(standing(muted) == Standing(.muted, since: Self.day(1.5)))
    #expect(standing(muted, hasEnded: true).state == .open)
  }

  @Test func `whoever reopens it outweighs what the logs had shown by then, and not what they show later`() {
    let reopened = remarks((.resolve, 1.2), (.reopen, 1.5), (.note, 1.6), (.link, 1.7))
    #expect(standing(facts { $0.remarks = reopened }) == Standing(.open, since: Self.day(1.5)))
    #expect(
      standing(
        facts {
          $0.remarks = reopened
          $0.recoveredAt = Self.day(1.1)
        }
      ).state == .open)
    #expect(
      standing(
        facts {
          $0.remarks = reopened
          $0.recoveredAt = Self.day(1.6)
        }
      ).state == .recovered)
  }

  @Test func `notes and tickets change nothing`() {
    #expect(standing(facts { $0.remarks = remarks((.note, 1.5), (.link, 1.6)) }) == standing(facts()))
  }

  // MARK: From logs

  /// An outage, a success of its caller, and another outage so many hours after that, on another node perhaps.
  private func estate(hours: Double, node: String) -> Estate {
    let again = 60 + hours * 3600
    var estate = Estate()
    let reports = [0.5, again + 0.5].map {
      Written.obsidian($0, request: Int($0), Written.bare("a.example", "[HTTP] Service Unavailable"))
    }
    estate.add(reports, to: "panel.log", host: "plesk1", side: .plesk)
    let calls = [
      ("ox1", Written.access(0, 503)), ("ox1", Written.access(60, 200, bytes: "1832")),
      (node, Written.access(again, 503)),
    ]
    for host in ["ox1", "ox2"] {
      let own = calls.filter { $0.0 == host }.map(\.1)
      if !own.isEmpty { estate.add(own, to: "\(host)-access.log", host: host, side: .apache) }
    }
    return estate
  }

  @Test(arguments: [(23.0, false), (25, true)], ["ox1", "ox2"])
  func `a pause of a day after recovery makes it a regression, on whichever node`(
    pause: (hours: Double, isRegression: Bool), node: String
  ) throws {
    let estate = estate(hours: pause.hours, node: node)
    var random = Seeded(1)
    for incidents in [estate.correlated.incidents, estate.shuffled(&random).incidents] {
      try #require(incidents.map(\.count) == [2])
      #expect(incidents[0].recoveredAt == nil)
      #expect(incidents[0].regressedAt == (pause.isRegression ? incidents[0].lastSeen : nil))
    }
  }
}
