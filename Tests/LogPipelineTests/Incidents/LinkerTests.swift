import TestSupport
import Testing

@testable import LogPipeline

/// The ladder: exceptionId, fault text, subject, time; and what keeps two records apart.
struct LinkerTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var report: String
    var failure: String
    /// `nil` where the two must not be linked.
    var rule: Link.Rule?
    var confidence: Link.Confidence?

    init(
      _ testDescription: String, _ rule: Link.Rule?, _ confidence: Link.Confidence?, _ report: String, _ failure: String
    ) {
      self.testDescription = testDescription
      self.report = report
      self.failure = failure
      self.rule = rule
      self.confidence = confidence
    }
  }

  private static let php = "PHP-SOAP/8.1"
  private static let limit = "Maximum number of contexts reached: 100"
  private static let store = "No usable or suitable filestore found"
  private static let taken = #"Primary mail address "info@a.example" already exists in context 19"#
  private static let unknown = "Something that nobody has seen before"

  private static func ox(_ seconds: Double, _ text: String, agent: String? = nil) -> String {
    Written.ox(seconds, agent: agent, exceptions: [Written.exception(text)])
  }

  private static func plesk(_ seconds: Double, _ message: String) -> String {
    Written.obsidian(seconds, request: 1, message)
  }

  static let ladder = [
    Case(
      "the same exceptionId", .exceptionID, .exact, plesk(1, Written.fault("\(store); exceptionId -7-42")),
      ox(0, "\(store); exceptionId -7-42")),
    Case(
      "the same exceptionId, a day and another text apart", .exceptionID, .exact,
      plesk(6 * 3600, Written.fault("\(store); exceptionId -7-42")), ox(0, "\(limit); exceptionId -7-42")),
    Case(
      "the same exceptionId for two subjects", .exceptionID, .exact,
      plesk(1, Written.bare("b.example", "\(store); exceptionId -7-42")), ox(0, "\(taken); exceptionId -7-42")),
    Case(
      "another exceptionId under the same text", nil, nil, plesk(1, Written.fault("\(store); exceptionId -7-42")),
      ox(0, "\(store); exceptionId -7-44")),
    Case(
      "an exceptionId on one side only", .faultText, .medium, plesk(1, Written.fault(store)),
      ox(0, "\(store); exceptionId -7-42")),
    Case("the same text", .faultText, .medium, plesk(1, Written.fault(limit)), ox(0, limit)),
    Case("the same text, from PHP", .faultText, .high, plesk(1, Written.fault(limit)), ox(0, limit, agent: php)),
    Case(
      "the same text, and a shared subject", .faultText, .high, plesk(1, Written.bare("info@a.example", taken)),
      ox(0, taken)),
    Case(
      "the same text, from PHP, at the window's end", .faultText, .medium, plesk(120, Written.fault(limit)),
      ox(0, limit, agent: php)),
    Case(
      "the same text behind the window's end", nil, nil, plesk(120.001, Written.fault(limit)),
      ox(0, limit, agent: php)),
    Case(
      "the same text, Plesk first, at the window's end", .faultText, .medium, plesk(0, Written.fault(limit)),
      ox(120, limit, agent: php)),
    Case(
      "a class name before Plesk's text", .faultText, .medium,
      plesk(1, Written.fault("com.openexchange.admin.reseller.rmi.exceptions.OXResellerException: " + limit)),
      ox(0, limit)),
    Case(
      "two class names before Open-Xchange's text", .faultText, .medium, plesk(1, Written.fault(unknown)),
      ox(0, "com.openexchange.admin.reseller.rmi.exceptions.OXResellerException: " + unknown)),
    Case(
      "a text that was cut", .faultText, .medium, plesk(1, Written.fault("Something that nobody has se")),
      ox(0, unknown)),
    Case(
      "a text that nobody knows", .faultText, .high, plesk(1, Written.fault(unknown)), ox(0, unknown, agent: php)),
    Case(
      "a subject on both sides, the text on none", .subject, .medium, plesk(1, Written.wrapper("a.example")),
      ox(0, "Cannot map 'a.example' to the newly created context. This mapping is already in use.")),
    Case(
      "a subject at the window's end", .subject, .low, plesk(120, Written.wrapper("a.example")),
      ox(0, "Cannot map 'a.example' to the newly created context. This mapping is already in use.")),
    Case(
      "a mailbox and its domain", .subject, .medium, plesk(1, Written.wrapper("a.example", verb: "configure")),
      ox(0, taken)),
    Case("time alone", .time, .low, plesk(1, Written.wrapper("a.example")), ox(0, limit)),
    Case("time, from PHP", .time, .medium, plesk(1, Written.wrapper("a.example")), ox(0, limit, agent: php)),
    Case("time at its window's end", .time, .low, plesk(10, Written.wrapper("a.example")), ox(0, limit, agent: php)),
    Case(
      "time behind its window's end", nil, nil, plesk(10.001, Written.wrapper("a.example")), ox(0, limit, agent: php)),
    Case(
      "another cause at the same time", nil, nil, plesk(0.1, Written.fault(store)), ox(0, limit, agent: php)),
    Case(
      "the same text for another mailbox", nil, nil,
      plesk(1, Written.bare("jobs@a.example", "User info already exists in this context")),
      ox(0, taken, agent: php)),
    Case(
      "another context", nil, nil, plesk(1, Written.fault("Context 19 does not exist")),
      ox(0, "Context 20 does not exist", agent: php)),
    Case(
      "another subadmin's context", nil, nil,
      plesk(1, Written.fault(limit, frame: "OXContext->create('reseller1_24', Array)")),
      ox(0, "Cannot map 'reseller2_24' to the newly created context. This mapping is already in use.", agent: php)),
    Case(
      "the master administrator is nobody's subadmin", .faultText, .high,
      plesk(1, Written.fault("Authentication failed", frame: "OXContext->create('reseller1_24', Array)")),
      Written.ox(
        0, "Master authentication for user: oxadminmaster", agent: php,
        exceptions: [Written.exception("Authentication failed", "InvalidCredentialsException")])),
    Case(
      "a mailbox that PHP has cut where it seems complete", .faultText, .high,
      plesk(
        1,
        Written.fault("User info already exists in this context", frame: "OXUser->create('info@abc.exampl...', Array)")),
      Written.ox(
        0, "the mail info@abc.example was refused", agent: php,
        exceptions: [Written.exception("User info already exists in this context")])),
    Case(
      "an answer that Open-Xchange's application never gave", nil, nil,
      plesk(0.1, Written.fault("Forbidden", code: "HTTP")),
      ox(0, limit, agent: php)),
  ]

  @Test(arguments: ladder)
  func `two records are linked by the first rung that holds`(sample: Case) throws {
    let estate = Estate(plesk: [sample.report], ox: [sample.failure])
    try #require(estate.reports.count == 1)
    try #require(estate.failures.count == 1)
    let link = estate.pairs[0].link
    #expect(link?.rule == sample.rule)
    #expect(link?.confidence == sample.confidence)
    if let link {
      #expect(link.rejected.isEmpty)
      #expect(!link.reasons.isEmpty)
      #expect((0...1).contains(link.score))
    }
  }

  @Test func `a link's score falls with the distance in time`() throws {
    let scores = try [0.0, 5, 6, 30, 119].map { seconds in
      let estate = Estate(plesk: [Self.plesk(seconds, Written.fault(Self.limit))], ox: [Self.ox(0, Self.limit)])
      return try #require(estate.pairs[0].link).score
    }
    #expect(scores[0] == scores[1])
    #expect(scores == scores.sorted(by: >))
    #expect(scores[3] > scores[4])
  }

  // MARK: Several candidates

  @Test func `an exceptionId wins over what is nearer and has the same text, and leaves no doubt`() throws {
    let text = "\(Self.store); exceptionId -7-42"
    let estate = Estate(
      plesk: [Self.plesk(60, Written.fault(text))],
      ox: [
        Written.ox(0, thread: "A", exceptions: [Written.exception(text)]),
        Written.ox(60, thread: "B", agent: Self.php, exceptions: [Written.exception(Self.store)]),
      ])
    let pair = try #require(estate.pairs.first)
    #expect(pair.failure?.root.event.position.line == 1)
    #expect(pair.link?.confidence == .exact)
    #expect(pair.link?.reasons.contains { $0.contains("as well") } == false)
    #expect(pair.link?.rejected.count == 1)
  }

  @Test func `what an exceptionId has linked is no rival of another report's`() throws {
    let text = "\(Self.store); exceptionId -7-42"
    let estate = Estate(
      plesk: [
        Written.obsidian(1, request: 1, Written.fault(text)),
        Written.obsidian(1, request: 2, Written.fault(Self.store)),
      ],
      ox: [
        Written.ox(0, thread: "A", agent: Self.php, exceptions: [Written.exception(text)]),
        Written.ox(0, thread: "B", agent: Self.php, exceptions: [Written.exception(Self.store)]),
      ])
    #expect(estate.pairs.map { $0.link?.confidence } == [.exact, .high])
    #expect(estate.pairs.map { $0.failure?.root.event.position.line } == [1, 7])
  }

  @Test func `the record that is linked is not among the rejected ones`() throws {
    let text = "\(Self.store); exceptionId -7-42"
    let estate = Estate(
      plesk: [Self.plesk(1, Written.fault(text))],
      ox: [Self.ox(0, text), Written.ox(0, thread: "B", exceptions: [Written.exception(Self.limit)])])
    let link = try #require(estate.pairs[0].link)
    #expect(link.rejected.count == 1)
    #expect(link.rejected.allSatisfy { !$0.hasPrefix("ox.log:1:") })
  }

  @Test func `rejected candidates are named, each with its reason`() throws {
    let estate = Estate(
      plesk: [Self.plesk(1, Written.bare("info@a.example", Self.taken))],
      ox: [
        Self.ox(0, Self.taken, agent: Self.php),
        Written.ox(
          0.5, thread: "B",
          exceptions: [Written.exception(#"Primary mail address "x@b.example" already exists in context 20"#)]),
        Written.ox(0.5, thread: "C", exceptions: [Written.exception(Self.limit)]),
        Written.ox(60, thread: "D", exceptions: [Written.exception(Self.unknown)]),
        Written.ox(90, thread: "E", exceptions: [Written.exception(Self.taken)]),
      ])
    let pair = try #require(estate.pairs.first)
    #expect(pair.failure?.root.event.position.line == 1)
    let rejected = try #require(pair.link).rejected
    #expect(rejected.count == 4)
    #expect(rejected.first?.contains("weaker") == true, "the best first: \(rejected)")
    for reason in ["another mailbox", "another fault: ", "only the time fits"] {
      #expect(rejected.count { $0.contains(reason) } == 1, "\(reason) in \(rejected)")
    }
    #expect(rejected.allSatisfy { $0.hasPrefix("ox.log:") })
    #expect(pair.link?.rivals == 1)
    #expect(pair.link?.runnerUp == rejected[0])
  }

  @Test func `what each reason adds is the score`() throws {
    let estate = Estate(
      plesk: [Self.plesk(20, Written.bare("info@a.example", Self.taken))], ox: [Self.ox(0, Self.taken, agent: Self.php)]
    )
    let link = try #require(estate.pairs.first?.link)
    #expect(link.weights.count == link.reasons.count)
    #expect(abs(link.weights.reduce(0, +) - link.score) < 0.011)
    #expect(link.weighed.first?.weight == 0.72)
  }

  /// A report without a partner tells what was looked at: the nearest in time, each with what kept it away.
  @Test func `where nothing is linked, what was refused is named`() throws {
    let estate = Estate(
      plesk: [Self.plesk(1, Written.bare("info@a.example", Self.taken))],
      ox: [
        Written.ox(
          0.5, exceptions: [Written.exception(#"Primary mail address "x@b.example" already exists in context 20"#)])
      ]
        + (0..<6).map { index in
          Written.ox(20 + Double(index), thread: "T\(index)", exceptions: [Written.exception(Self.limit)])
        })
    let occurrence = try #require(
      estate.correlated.incidents.flatMap(\.occurrences).first { $0.partner != nil })
    #expect(occurrence.link == nil)
    #expect(occurrence.rejected.count == 5)
    #expect(occurrence.rejected.contains { $0.hasPrefix("ox.log:1: another mailbox") })
    #expect(occurrence.rejected.contains { $0.contains("another fault: ") })
  }

  @Test func `a candidate that belongs to another report is named with that`() throws {
    let estate = Estate(
      plesk: [
        Written.obsidian(0, request: 1, Written.fault(Self.limit)),
        Written.obsidian(10.2, request: 2, Written.fault(Self.limit)),
      ],
      ox: [Self.ox(10, Self.limit, agent: Self.php)])
    let lonely = try #require(estate.correlated.incidents.flatMap(\.occurrences).first { $0.link == nil })
    #expect(lonely.rejected.first?.contains("belongs to another report") == true, "\(lonely.rejected)")
  }

  @Test func `a failure of Open-Xchange's is the partner of one report at most`() {
    let estate = Estate(
      plesk: [
        Written.obsidian(1, request: 1, Written.fault(Self.limit)),
        Written.obsidian(2, request: 2, Written.fault(Self.limit)),
        Written.obsidian(3, request: 3, Written.fault(Self.limit)),
      ],
      ox: [
        Written.ox(0, thread: "A", agent: Self.php, exceptions: [Written.exception(Self.limit)]),
        Written.ox(0, thread: "B", agent: Self.php, exceptions: [Written.exception(Self.limit)]),
      ])
    let linked = estate.pairs.compactMap { $0.failure?.root.event.position.line }
    #expect(linked.count == 2)
    #expect(Set(linked).count == 2)
  }

  @Test func `the subject decides between equal texts at the same time`() {
    let subjects = ["a", "b", "c", "d"]
    func text(_ name: String) -> String {
      "Cannot map '\(name).example' to the newly created context. This mapping is already in use."
    }
    let estate = Estate(
      plesk: subjects.enumerated().map { index, name in
        Written.obsidian(1, request: index, Written.bare("\(name).example", "Cannot map '\(name).example' to the new"))
      },
      ox: subjects.reversed().enumerated().map { index, name in
        Written.ox(0, thread: "T\(index)", agent: Self.php, exceptions: [Written.exception(text(name))])
      })
    #expect(estate.pairs.map { $0.failure?.fields[.domain] } == estate.reports.map { $0.fields[.domain] })
    #expect(estate.pairs.allSatisfy { $0.failure != nil })
  }

  @Test func `equal texts at the same second keep their order, say so and are low`() throws {
    let count = 6
    let estate = Estate(
      plesk: (0..<count).map { Written.obsidian(1 + Double($0) / 50, request: $0, Written.fault(Self.limit)) },
      ox: (0..<count).map {
        Written.ox(
          Double($0) / 50, thread: "T\($0)", agent: Self.php, exceptions: [Written.exception(Self.limit)])
      })
    let lines = estate.pairs.compactMap { $0.failure?.root.event.position.line }
    #expect(lines.count == count)
    #expect(lines == lines.sorted())
    for pair in estate.pairs {
      #expect(pair.link?.confidence == .low)
      #expect(pair.link?.reasons.contains { $0.contains("records that fit as well") } == true)
    }
  }

  /// One clock runs seconds ahead: the nearest record is then another failure's.
  @Test(arguments: [-9.0, -7, 7, 9])
  func `a clock that is some seconds off shifts all pairs alike`(skew: Double) {
    let count = 40
    let estate = Estate(
      plesk: (0..<count).map { Written.obsidian(20 + Double($0), request: $0, Written.fault(Self.limit)) },
      ox: (0..<count).map {
        Written.ox(
          20 + Double($0) + skew, thread: "T\($0)", agent: Self.php, exceptions: [Written.exception(Self.limit)])
      })
    let threads = estate.pairs.compactMap { $0.failure?.root.event.thread }
    #expect(threads == (0..<count).map { "T\($0)" })
  }

  @Test(arguments: [
    (7.0, "plesk1's clock is taken as 7.0 s fast"), (-7, "plesk1's clock is taken as 7.0 s slow"),
    (0.6, "plesk1 is taken to log 0.6 s later"),
  ])
  func `what a host logs later by may be its way, and is no clock's where it is little`(seconds: Double, words: String)
  {
    // Texts that stand once on each side tell how far apart the sides are.
    let failures = (0..<5).map { number in
      (20 + Double(number) * 31, #"Primary mail address "info@a\#(number).example" already exists in context 19"#)
    }
    let estate = Estate(
      plesk: failures.map { Written.obsidian($0 + seconds, request: Int($0), Written.fault($1)) },
      ox: failures.map { Written.ox($0, thread: "T\($0)", agent: Self.php, exceptions: [Written.exception($1)]) })
    let reasons = estate.correlated.incidents.flatMap(\.occurrences).flatMap { $0.link?.reasons ?? [] }
    #expect(reasons.contains { $0.contains(words) }, "\(reasons.prefix(4))")
    #expect(reasons.contains { $0.contains("clock") } == words.contains("clock"))
  }

  @Test func `a report whose record is lost does not take another's, however equal the texts`() {
    let estate = Estate(
      plesk: [
        Written.obsidian(0, request: 1, Written.fault(Self.limit)),
        Written.obsidian(10.2, request: 2, Written.fault(Self.limit)),
      ],
      ox: [Self.ox(10, Self.limit, agent: Self.php)])
    #expect(estate.pairs.map { $0.failure != nil } == [false, true])
  }

  @Test func `a record that fits two reports alike is linked with low confidence`() {
    let estate = Estate(
      plesk: [
        Written.obsidian(1, request: 1, Written.fault(Self.limit)),
        Written.obsidian(1.5, request: 2, Written.fault(Self.limit)),
      ],
      ox: [Self.ox(0, Self.limit, agent: Self.php)])
    let links = estate.pairs.compactMap(\.link)
    #expect(links.map(\.confidence) == [.low])
    #expect(links.allSatisfy { link in link.reasons.contains { $0.contains("another report") } })
  }
}
