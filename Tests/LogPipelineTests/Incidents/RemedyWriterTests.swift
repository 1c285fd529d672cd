import TestSupport
import Testing

@testable import LogPipeline

/// Commands that somebody will paste into a shell.
struct RemedyWriterTests {
  private static func fields(_ values: [Field: String]) -> Fields { values.mapValues { RedactedText(redacted: $0) } }

  private static func cause(check: [String], explain: String = "") -> CauseSpec {
    var cause = CauseSpec(
      id: "test.cause", title: "", kind: .config, owner: .oxAdmin, retry: .useless, grade: .source, affects: .subject,
      oxLogs: .always, explain: explain)
    cause.check = check
    cause.fix = check
    return cause
  }

  private let writer = RemedyWriter(catalogue: Shipped.catalogue)

  // MARK: Values

  static let safe = [
    "a", "reseller1_24", "info@a.example", "192.0.2.10", "2001:db8::1", "a+b@c.example", "/var/opt/x", "A-z", "100",
    String(repeating: "a", count: 200), "ö", "müller.example", "jörg@rüben.example", "пример.рф", "例え.テスト",
    "ラーメン.example", "מבחן.example", "١٢",
  ]
  static let unsafe = [
    "", "-rf", "--help", "a b", "a;b", "a&b", "a|b", "$(id)", "`id`", "a'b", "a\"b", "a\\b", "a\nb", "a\tb", "a\rb",
    "a*",
    "a?", "~", "a!b", "a#b", "a>b", "a<b", "a(b", "a)b", "a{b", "a}b", "a[b", "a]b", "a%b", "a=b", "a,b", "a^b",
    // A combining mark, an apostrophe that is a letter, blanks, a filler, a joiner, directions, other signs.
    "u\u{308}", "a\u{2BC}b", "a\u{A0}b", "a\u{3000}b", "a\u{3164}b", "a\u{200D}b", "’", "«a»", "½", "①", "🙂",
    "a\u{85}b",
    "\u{202E}a", "a\u{0}b", "\u{1B}[31m", "[redacted:ABC123]", String(repeating: "a", count: 201),
  ]

  @Test(arguments: safe)
  func `a value that means nothing to a shell is filled in`(value: String) {
    let remedy = writer.remedy(for: Self.cause(check: ["x {domain} y"]), fields: Self.fields([.domain: value]))
    #expect(remedy.check == ["x \(value) y"])
    #expect(remedy.fix == ["x \(value) y"])
  }

  @Test(arguments: unsafe)
  func `a value that a shell could misread stays a placeholder`(value: String) {
    let remedy = writer.remedy(for: Self.cause(check: ["x {domain} y"]), fields: Self.fields([.domain: value]))
    #expect(remedy.check == ["x {domain} y"])
    #expect(remedy.fix == ["x {domain} y"])
  }

  @Test(arguments: Seeded.seeds(0..<300))
  func `no value adds a sign to a command that a shell knows`(seed: Int) {
    var random = Seeded(seed)
    let signs =
      (0x20..<0x7F).compactMap { Unicode.Scalar($0).map { String(Character($0)) } } + [
        "\n", "\0", "é", "\u{301}", "\u{2028}",
      ]
    let value = (0..<1 + random.number(6)).map { _ in random.pick(random.happens(oneIn: 2) ? ["a", "1", "."] : signs) }
      .joined()
    let command = writer.remedy(for: Self.cause(check: ["{domain}"]), fields: Self.fields([.domain: value])).check[0]
    #expect(
      command == "{domain}" || command.wholeMatch(of: /[A-Za-zé0-9._@:+\/][A-Za-zé0-9._@:+\/-]*/) != nil,
      "OXTAIL_SEED=\(seed)")
  }

  @Test(arguments: [
    ("Max Muster", true), ("a, b", true), ("müller gmbh", true), ("a;b", false), ("$(id)", false), ("a\nb", false),
    ("a\u{1B}[31m", false), ("a'b", false), ("*(e:x:)", false), ("", false),
    (String(repeating: "a", count: 201), false),
  ])
  func `a remark has names with blanks in it, and nothing that a shell without remarks would run`(
    value: String, isFilled: Bool
  ) {
    let cause = Self.cause(check: ["# which keeps {mapping}?", "x {mapping}    # {mapping}"])
    let check = writer.remedy(for: cause, fields: Self.fields([.mapping: value])).check
    #expect(check == ["# which keeps \(isFilled ? value : "{mapping}")?", "x {mapping}    # {mapping}"])
  }

  static let templates: [(template: String, filled: String)] = [
    ("", ""), ("plain", "plain"), ("{domain}", "a.example"), ("{domain}{domain}", "a.examplea.example"),
    ("{nobody}", "{nobody}"), ("{mailbox} {domain}", "{mailbox} a.example"),
    ("awk '{print $1}' {domain}", "awk '{print $1}' a.example"),
    ("{domain", "{domain"), ("domain}", "domain}"), ("{} {domain}", "{} a.example"), ("{Domain}", "{Domain}"),
    ("{ {domain} }", "{ a.example }"), ("{new_limit} {limit}", "{new_limit} {limit}"),
  ]

  @Test(arguments: templates)
  func `what is unknown stays visible`(sample: (template: String, filled: String)) {
    let remedy = writer.remedy(
      for: Self.cause(check: [sample.template], explain: sample.template), fields: Self.fields([.domain: "a.example"]))
    #expect(remedy.check == [sample.filled])
    #expect(remedy.explain == sample.filled)
  }

  @Test func `an explanation shows what a command must not, but nothing empty and nothing endless`() {
    func explained(_ value: String) -> String {
      writer.remedy(for: Self.cause(check: [], explain: "<{domain}>"), fields: Self.fields([.domain: value])).explain
    }
    #expect(explained("a b; c") == "<a b; c>")
    #expect(explained("") == "<{domain}>")
    #expect(explained(String(repeating: "a", count: 201)) == "<{domain}>")
  }

  @Test func `a filled value is not looked at again`() {
    let remedy = writer.remedy(
      for: Self.cause(check: [], explain: "{reason} {domain}"),
      fields: Self.fields([.reason: "{domain}", .domain: "a.example"]))
    #expect(remedy.explain == "{domain} a.example")
  }

  // MARK: Credentials

  @Test func `the master's login is filled in, no password ever`() throws {
    let command = "x -A {master} -P {password}"
    #expect(writer.remedy(for: Self.cause(check: [command]), fields: [:]).check == ["x -A oxadminmaster -P {password}"])
    let renamed = RemedyWriter(catalogue: try Catalogue(Shipped.library, masterLogin: "chief"))
    #expect(renamed.remedy(for: Self.cause(check: [command]), fields: [:]).check == ["x -A chief -P {password}"])
  }

  @Test func `no shipped remedy has a password filled in, whatever was captured`() {
    let everything = Dictionary(uniqueKeysWithValues: Field.allCases.map { ($0, RedactedText(redacted: "Canary")) })
    for cause in Shipped.library.causes {
      let remedy = writer.remedy(for: cause, fields: everything)
      for command in remedy.check + remedy.fix {
        #expect(command.firstMatch(of: /-P (?!\{password\}|…)/) == nil, "\(cause.id): \(command)")
      }
    }
  }

  // MARK: Several occurrences

  private static func occurrence(
    _ values: [Field: String], host: String = "p1", partner: Occurrence.Partner? = .missing
  ) -> Occurrence {
    Occurrence(
      time: Written.instant(0), host: host, operation: nil, cause: "test.cause", fields: fields(values),
      partner: partner,
      link: nil, evidence: [])
  }

  @Test func `values that differ from occurrence to occurrence are not filled in`() {
    let cause = Self.cause(check: ["{domain} {subadmin} {plesk_host}"])
    let equal = [
      Self.occurrence([.domain: "a.example", .subadmin: "r1"]),
      Self.occurrence([.domain: "a.example", .subadmin: "r1"]),
    ]
    #expect(writer.remedy(for: cause, equal, openXchangeHost: nil).check == ["a.example r1 p1"])
    let other = [
      Self.occurrence([.domain: "a.example", .subadmin: "r1"]),
      Self.occurrence([.domain: "b.example", .subadmin: "r1"], host: "p2"),
    ]
    #expect(writer.remedy(for: cause, other, openXchangeHost: nil).check == ["{domain} r1 {plesk_host}"])
  }

  @Test func `a host of Open-Xchange's is not taken for one of Plesk's`() {
    let cause = Self.cause(check: ["{plesk_host} {ox_host}"])
    let occurrences = [Self.occurrence([:], host: "ox1", partner: nil)]
    #expect(writer.remedy(for: cause, occurrences, openXchangeHost: "ox1").check == ["{plesk_host} ox1"])
  }

  @Test(arguments: [["ox1"], ["ox1", "ox1"], ["ox1", "ox2"]])
  func `an installation is named in a command only if it is the only one`(hosts: [String]) throws {
    var estate = Estate()
    for (number, host) in hosts.enumerated() {
      let record = Written.ox(
        Double(number) * 600, "Master authentication for user: reseller1", agent: "PHP-SOAP/8.1")
      estate.add([record], to: "\(host)/\(number).log", host: host, side: .openXchange)
    }
    let incidents = estate.correlated.incidents
    try #require(incidents.count == 1)
    let commands = incidents[0].remedy.check.joined(separator: "\n")
    #expect(commands.contains("on ox1") == (Set(hosts).count == 1), "\(commands)")
    #expect(commands.contains("on {ox_host}") == (Set(hosts).count > 1), "\(commands)")
  }
}
