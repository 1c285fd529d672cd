import TestSupport
import Testing

@testable import LogPipeline

/// Which occurrences are one incident, and what it is called.
struct IncidentGroupingTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var count: Int
    var build: @Sendable (inout Estate) -> Void

    init(_ testDescription: String, _ count: Int, _ build: @escaping @Sendable (inout Estate) -> Void) {
      self.testDescription = testDescription
      self.count = count
      self.build = build
    }
  }

  private static let php = "PHP-SOAP/8.1"

  private static func limit(_ number: Int, _ subadmin: String) -> String {
    Written.fault("Maximum number of contexts reached: \(number)", frame: "OXContext->create('\(subadmin)_24', Array)")
  }

  /// Failures of Plesk's at different minutes, none of them with a record of Open-Xchange's.
  private static func plesk(_ host: String, _ messages: [String], into estate: inout Estate) {
    let records = messages.enumerated().map { Written.obsidian(Double($0) * 300, request: $0, $1) }
    estate.add(records, to: "\(host)/panel.log", host: host, side: .plesk)
  }

  private static func ox(_ host: String, _ texts: [String], at start: Double = 0, into estate: inout Estate) {
    let records = texts.enumerated().map {
      Written.ox(start + Double($0) * 300, thread: "T\($0)", agent: php, exceptions: [Written.exception($1)])
    }
    estate.add(records, to: "\(host)/ox.log", host: host, side: .openXchange)
  }

  static let keys = [
    Case("one cause, one subadmin", 1) { plesk("p1", [limit(100, "reseller1"), limit(100, "reseller1")], into: &$0) },
    Case("a limit of two subadmins", 2) { plesk("p1", [limit(100, "reseller1"), limit(100, "reseller2")], into: &$0) },
    Case("a limit of one subadmin, seen on two Plesk hosts", 1) { estate in
      for host in ["p1", "p2"] { plesk(host, [limit(100, "reseller1")], into: &estate) }
    },
    Case("a limit that was raised meanwhile", 1) {
      plesk("p1", [limit(100, "reseller1"), limit(200, "reseller1")], into: &$0)
    },
    Case("two limits of one subadmin", 2) {
      let users = limit(1, "reseller1").replacing(
        "number of contexts reached: 1", with: "overall number of users reached: 1")
      plesk("p1", [limit(100, "reseller1"), users], into: &$0)
    },
    Case("access of two subadmins", 2) {
      ox("ox1", ["ContextID 19 does not belong to reseller1", "ContextID 19 does not belong to reseller2"], into: &$0)
    },
    Case("access of one subadmin on two installations", 1) { estate in
      for host in ["ox1", "ox2"] { ox(host, ["ContextID 19 does not belong to reseller1"], into: &estate) }
    },
    Case("access where no subadmin is known, on two installations", 2) { estate in
      for host in ["ox1", "ox2"] { ox(host, ["Authentication failed"], into: &estate) }
    },
    Case("the master's password on one installation", 1) {
      ox(
        "ox1", ["Master authentication for user: oxadminmaster", "Master authentication for user: oxadminmaster"],
        into: &$0)
    },
    Case("storage of two installations", 2) { estate in
      for host in ["ox1", "ox2"] { ox(host, ["No usable or suitable filestore found"], into: &estate) }
    },
    Case("storage of one installation, met by two Plesk hosts", 1) { estate in
      for (number, host) in ["p1", "p2"].enumerated() {
        let text = Written.fault("No usable or suitable filestore found", frame: "OXContext->create('a', Array)")
        let record = Written.obsidian(Double(number) * 300, request: number, text)
        estate.add([record], to: "\(host)/panel.log", host: host, side: .plesk)
      }
      ox("ox1", ["No usable or suitable filestore found", "No usable or suitable filestore found"], into: &estate)
    },
    Case("a database of two installations", 2) { estate in
      for host in ["ox1", "ox2"] { ox(host, ["All not full databases can not be connected to"], into: &estate) }
    },
    Case("a start of two installations", 2) { estate in
      for host in ["ox1", "ox2"] {
        ox(host, ["Missing com.openexchange.admin.rmi.OXContextInterface instance."], into: &estate)
      }
    },
    Case("transport on one Plesk host for two subjects", 1) {
      plesk("p1", ["a.example", "b.example"].map { Written.bare($0, "Forbidden") }, into: &$0)
    },
    Case("transport on two Plesk hosts", 2) { estate in
      for host in ["p1", "p2"] { plesk(host, [Written.bare("a.example", "Forbidden")], into: &estate) }
    },
    Case("one cause in two operations", 2) {
      plesk(
        "p1",
        ["install", "remove"].map { Written.wrapper("a.example", verb: $0, Written.fault("Forbidden", code: "HTTP")) },
        into: &$0)
    },
    Case("one cause, seen as a class name and without it", 1) {
      ox("ox1", ["Authentication failed", "com.openexchange.admin.rmi.exceptions.X: Authentication failed"], into: &$0)
    },
  ]

  @Test(arguments: keys)
  func `an incident is one cause, operation, owner and text`(sample: Case) {
    var estate = Estate()
    sample.build(&estate)
    #expect(estate.correlated.incidents.count == sample.count)
  }

  // MARK: Fingerprints

  /// Texts with the word SUBJECT, and what it may be.
  static let subjects: [(text: String, first: String, second: String)] = [
    ("User SUBJECT already exists in this context", "info", "verkauf"),
    ("User SUBJECT already exists in this context", "jörg", "anna.b+c@a.example"),
    ("Context SUBJECT already exists", "firma_nord", "firma_sued"),
    ("Context SUBJECT does not exist", "19", "firma_sued"),
    ("ContextID 19 does not belong to SUBJECT", "nord", "sued"),
    ("Reseller admin does not exist: SUBJECT", "nord", "sued/west"),
    ("Subadmin SUBJECT is not allowed to create subadmins", "nord", "sued"),
    ("Cannot map 'SUBJECT' to the newly created context. This mapping is already in use.", "a.example", "nord_sued"),
    (#"Primary mail address "SUBJECT" already exists in context 19"#, "info@a.example", "x+y@b.example"),
    ("Master authentication for user: SUBJECT", "nord", "sued"),
    ("Admin authentication for user SUBJECT", "nord", "sued"),
    ("Requested context SUBJECT does not exist!", "19", "2000"),
  ]

  @Test(arguments: subjects)
  func `two subjects have one fingerprint, and it knows neither`(sample: (text: String, first: String, second: String))
    throws
  {
    var fingerprints: Set<String> = []
    for name in [sample.first, sample.second] {
      let text = sample.text.replacing("SUBJECT", with: name)
      var estate = Estate()
      Self.ox("ox1", [text], into: &estate)
      let incidents = estate.correlated.incidents
      try #require(incidents.count == 1, "\(text)")
      fingerprints.insert(incidents[0].fingerprint)
      #expect(!incidents[0].foldedText.contains(name), "\(incidents[0].foldedText)")
      #expect(incidents[0].fingerprint.wholeMatch(of: /v1:[0-9a-f]{16}/) != nil)
    }
    #expect(fingerprints.count == 1)
  }

  @Test func `two causes have two fingerprints`() {
    var estate = Estate()
    Self.ox("ox1", ["Authentication failed", "No usable or suitable filestore found"], into: &estate)
    #expect(Set(estate.correlated.incidents.map(\.fingerprint)).count == 2)
  }

  // MARK: What an incident tells

  @Test func `an incident lasts from its first to its last occurrence`() throws {
    var estate = Estate()
    Self.plesk("p1", Array(repeating: Written.bare("a.example", "Forbidden"), count: 4), into: &estate)
    let incident = try #require(estate.correlated.incidents.first)
    #expect(incident.occurrences.count == 4)
    #expect(incident.firstSeen == Written.instant(0))
    #expect(incident.lastSeen == Written.instant(900))
    #expect(incident.occurrences.map(\.time) == incident.occurrences.map(\.time).sorted())
    #expect(incident.state == .open)
  }

  @Test func `an incident is confirmed as soon as both sides show one of its occurrences`() {
    let text = "No usable or suitable filestore found"
    let message = Written.wrapper("a.example", Written.fault(text))
    let plesk = [0.0, 300].map { Written.obsidian($0, request: 1, message) }
    let noise = [-60.0, 900].map(Written.noise)
    let ox = Written.ox(0, agent: Self.php, exceptions: [Written.exception(text)])
    #expect(Estate(plesk: plesk, ox: noise).correlated.incidents.map(\.isConfirmed) == [false])
    #expect(Estate(ox: [ox]).correlated.incidents.map(\.isConfirmed) == [false])
    #expect(Estate(plesk: plesk, ox: [noise[0], ox, noise[1]]).correlated.incidents.map(\.isConfirmed) == [true])
  }
}
