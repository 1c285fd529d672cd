import TestSupport
import Testing

@testable import IncidentStore
@testable import LogPipeline
@testable import OxtailService

/// When a rule tells what.
struct AlertRuleTests {
  private static let now = Instant(ms: 1_800_000_000_000)  // 2027-01-15 08:00 UTC

  private static func news(
    _ id: Int64, _ what: IncidentNews.What = .new, agoMs: Int64 = 20_000, isLate: Bool = false,
    state: Incident.State = .new, incident: String? = nil
  ) throws -> IncidentNews {
    var made = IncidentSummary(try StoredIncident.made)
    made.id = incident ?? "OX-\(id)"
    made.state = state
    return IncidentNews(
      id: id, what: what, time: now + -agoMs, isLate: isLate, incident: made, affects: .everyone, failures: 3,
      subjects: 2, hosts: ["plesk1"], hostCount: 1)
  }

  private static func rule(_ text: String = "") throws -> AlertRule {
    let configuration = try ConfigurationDecoder.decode(
      "receivers: [{name: r, command: [/bin/true]}]\nalerts:\n- {name: a, to: [r]\(text)}", file: "c.yaml", home: nil)
    return configuration.alerts[0]
  }

  private func told(_ rule: AlertRule, _ news: [IncidentNews], _ progress: RuleProgress?) -> [Int64] {
    rule.decide(news, newest: 9, progress, now: Self.now).told.map(\.id)
  }

  private static let lately = RuleProgress(news: 1)

  @Test func `muted, late, unwanted and old news are passed over for good`() throws {
    let news = [
      try Self.news(2), try Self.news(3, .recovered), try Self.news(4, isLate: true), try Self.news(5, state: .muted),
      try Self.news(6, agoMs: 4 * 86_400_000), try Self.news(7, .escalating),
    ]
    #expect(told(try Self.rule(), news, Self.lately) == [2, 7])
    #expect(told(try Self.rule(", on: [recovered]"), news, Self.lately) == [3])
    let decided = try Self.rule().decide([news[2]], newest: 9, Self.lately, now: Self.now)
    #expect(decided.told.isEmpty && decided.progress == RuleProgress(news: 9))
  }

  @Test func `what happened a moment ago waits until the other side's records can be there`() throws {
    let news = [
      try Self.news(2), try Self.news(3, agoMs: 9_999), try Self.news(4), try Self.news(5, agoMs: -5_000),
    ]
    let decided = try Self.rule(", cool_down: 0s").decide(news, newest: 9, Self.lately, now: Self.now)
    #expect(decided.told.map(\.id) == [2])
    #expect(decided.progress == RuleProgress(news: 2, sent: Self.now))
    let later = try Self.rule(", cool_down: 0s")
      .decide(Array(news.dropFirst()), newest: 9, decided.progress, now: Self.now + 1)
    #expect(later.told.map(\.id) == [3, 4, 5], "a clock that goes ahead keeps nothing back")
    let alone = try Self.rule().decide([news[1]], newest: 3, Self.lately, now: Self.now)
    #expect(alone.told.isEmpty && alone.progress == RuleProgress(news: 2))
  }

  @Test func `a regression of what is resolved after all is none`() throws {
    let news = [try Self.news(2, .regressed, state: .resolved), try Self.news(3, .regressed, state: .recovered)]
    #expect(told(try Self.rule(), news, Self.lately) == [3])
  }

  @Test func `a rule that is seen first tells of the last hour`() throws {
    let news = [try Self.news(1, agoMs: 3_600_001), try Self.news(2, agoMs: 3_599_000)]
    #expect(told(try Self.rule(), news, nil) == [2])
  }

  @Test(arguments: [
    ("", Int64(299_000), false), ("", 300_000, true), (", cool_down: 1h", 3_599_000, false),
    (", cool_down: 1h", 3_600_000, true), (", cool_down: 0s", 1, true),
  ])
  func `what comes in the cool-down waits`(options: String, agoMs: Int64, isTold: Bool) throws {
    let progress = RuleProgress(news: 1, sent: Self.now + -agoMs)
    let decided = try Self.rule(options).decide([Self.news(2)], newest: 2, progress, now: Self.now)
    #expect(decided.told.isEmpty != isTold)
    #expect(decided.progress == (isTold ? RuleProgress(news: 2, sent: Self.now) : progress))
  }

  /// It is 08:00 in UTC and 09:00 in Berlin.
  @Test(arguments: [
    (", quiet_hours: 22:00-08:00", true), (", quiet_hours: 22:00-08:01", false), (", quiet_hours: 08:00-09:00", false),
    (", quiet_hours: 22:00-08:30, timezone: Europe/Berlin", true),
    (", quiet_hours: 08:30-09:30, timezone: Europe/Berlin", false),
  ])
  func `what comes in quiet hours waits`(options: String, isTold: Bool) throws {
    let decided = try Self.rule(options).decide([Self.news(2)], newest: 2, Self.lately, now: Self.now)
    #expect(decided.told.isEmpty != isTold)
    #expect((decided.progress == Self.lately) != isTold)
  }

  @Test func `an incident stands in a message once, with all that became of it`() throws {
    let news = [
      try Self.news(2, incident: "OX-A"), try Self.news(3, incident: "OX-B"),
      try Self.news(4, .recovered, state: .recovered, incident: "OX-A"),
    ]
    let message = AlertMessage(rule: "a", news, made: Self.now)
    #expect(message.entries.map(\.news.incident.id) == ["OX-A", "OX-B"])
    #expect(message.entries.map(\.what) == [[.new, .recovered], [.new]])
    #expect(message.key == AlertMessage(rule: "a", news, made: Self.now + 1).key)
    #expect(message.key != AlertMessage(rule: "b", news, made: Self.now).key)
    let document = try JSONValue(text: JSON.text(AlertDocument(message, receiver: "r", text: "words")))
    #expect(document["text"]?.string == "words")
    #expect(document["status"]?.string == "firing")
    #expect(document.list("alerts").compactMap { $0["status"]?.string } == ["resolved", "firing"])
    #expect(document.list("alerts").first?["labels"]?["alertname"]?.string == "limit.contexts")
  }

  @Test func `waiting grows from half a minute to an hour, for three days`() {
    var delivery = Delivery(key: "k", receiver: "r", title: "t", content: [], made: Self.now)
    var waits: [Int64] = []
    var now = Self.now
    while let next = delivery.nextAttempt(after: now) {
      waits.append((next - now) / 1000)
      now = next
      delivery.attempts += 1
    }
    #expect(waits.prefix(8) == [30, 60, 120, 240, 480, 960, 1920, 3600])
    #expect(waits.allSatisfy { $0 <= 3600 })
    #expect((now - Self.now) / 3_600_000 == 71)
  }
}

/// An incident that a summary can be made of.
private enum StoredIncident {
  static var made: Incident {
    get throws {
      let cause = try #require(Shipped.catalogue.cause("limit.contexts"))
      return Incident(
        id: "OX-MED8W", number: 0, cause: cause, operation: "install", state: .new, recoveredAt: nil,
        firstSeen: Instant(ms: 1000), lastSeen: Instant(ms: 2000), fingerprint: "v1:0", foldedText: "no more",
        isConfirmed: false, count: 3, remedy: Remedy(explain: "", check: [], fix: [], links: [], next: []))
    }
  }
}
