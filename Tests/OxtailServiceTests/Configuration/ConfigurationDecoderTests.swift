import PatternFiles
import Testing

@testable import OxtailService

/// What a configuration file says, and how its mistakes are told.
struct ConfigurationDecoderTests {
  static let whole = """
    db: /srv/oxtail.db
    patterns: [/etc/oxtail/site]
    master_login: boss
    log_level: warning
    sources:
    - paths: [/srv/logs/plesk17/panel.log, ~/logs]
      as: plesk
      host: plesk17
      timezone: Europe/Berlin
      follow_links: true
    - paths:
      - /var/log/open-xchange
    installations:
    - name: cluster1
      nodes: [ox1, ox2]
    plesk_hosts:
    - host: plesk17
      addresses: [192.0.2.17, "2001:db8::17"]
      subadmins: [pleskcustomer1]
    """

  private func decode(_ text: String) throws(PatternLoadError) -> Configuration {
    try ConfigurationDecoder.decode(text, file: "c.yaml", home: "/home/me")
  }

  /// The mistakes as `line:column message`.
  private func mistakes(_ text: String) -> [String] {
    do throws(PatternLoadError) {
      _ = try decode(text)
      return []
    } catch {
      #expect(error.exitCode == 78)
      return error.errors.map { "\($0.line ?? 0):\($0.column ?? 0) \($0.message)" }
    }
  }

  @Test func `a file is decoded to what it says, with the lines in which it does`() throws {
    let configuration = try decode(Self.whole)
    #expect(configuration.database == Stated("/srv/oxtail.db", line: 1))
    #expect(configuration.patterns == [Stated("/etc/oxtail/site", line: 2)])
    #expect(configuration.masterLogin?.value == "boss")
    #expect(configuration.logLevel == Stated(.warning, line: 4))
    let source = configuration.sources[0]
    #expect(source.paths.map(\.value) == ["/srv/logs/plesk17/panel.log", "/home/me/logs"])
    #expect(source.kind == Stated(.plesk, line: 7))
    #expect(source.host == Stated("plesk17", line: 8))
    #expect(source.zone?.value.name == "Europe/Berlin")
    #expect(source.followsLinks == Stated(true, line: 10))
    #expect(configuration.sources[1].paths == [Stated("/var/log/open-xchange", line: 12)])
    #expect(configuration.installations.map(\.nodes) == [[Stated("ox1", line: 15), Stated("ox2", line: 15)]])
    #expect(configuration.pleskHosts[0].addresses.map(\.value) == ["192.0.2.17", "2001:db8::17"])
    #expect(configuration.pleskHosts[0].subadmins == [Stated("pleskcustomer1", line: 19)])
  }

  @Test(arguments: ["", "# nothing but a comment\n", "---\n", "{}", "db:\nsources:\n"])
  func `a file may be empty`(text: String) throws {
    #expect(try decode(text).sources.isEmpty)
  }

  @Test(arguments: [
    ("sorces: []", "1:1 unknown key `sorces`; did you mean `sources`?"),
    ("db: x.db", "1:5 the path `x.db` must begin with / or ~/"),
    ("log_level: lowd", "1:12 `log_level: lowd` is none of debug, info, notice, warning, error"),
    ("log_level: warn", "1:12 `log_level: warn` is none of debug, info, notice, warning, error"),
    ("patterns: /etc", "1:1 `patterns` must be a list of texts"),
    ("master_login: ' '", "1:15 an empty text says nothing; write a name, or leave the key out"),
    ("sources: [{}]", "1:11 `paths` is missing; expected a list of files, directories or patterns"),
    (
      "sources: [{paths: [/x], as: plsk}]",
      "1:29 `as: plsk` is none of plesk, ox, apache-access, apache-error; did you mean `plesk`?"
    ),
    ("sources: [{paths: [/x], follow_links: 1}]", "1:39 `follow_links` must be true or false"),
    (
      "sources:\n- paths: [/x]\n  timezone: Berlin",
      "3:13 the zone `Berlin` is not known; did you mean `Europe/Berlin`?; name one as Europe/Berlin, UTC or +02:00"
    ),
    (
      "plesk_hosts: [{host: a, addresses: [a.example]}]",
      "1:37 `a.example` is no address such as 192.0.2.17 or 2001:db8::17"
    ),
    ("installations: [{nodes: [a]}]", "1:17 `name` is missing; expected a text"),
    ("- db", "1:1 a configuration must be a mapping of keys to values"),
    ("db: /a\ndb: /b", "1:0 `db` stands twice in one mapping; remove one of them"),
  ])
  func `a mistake is told with its place and what is expected`(text: String, mistake: String) {
    #expect(mistakes(text) == [mistake])
  }

  @Test func `all mistakes are told, in the order of the file`() {
    #expect(mistakes("log_level: x\nxyzzy: 1\ndb: a").map { $0.prefix(4) } == ["1:12", "2:1 ", "3:5 "])
  }

  @Test func `what is no YAML is told with its place`() {
    let mistakes = mistakes("db: /a\nsources: [")
    #expect(mistakes.count == 1 && mistakes[0].contains("is no valid YAML"), "\(mistakes)")
    #expect(mistakes[0].hasPrefix("2:") || mistakes[0].hasPrefix("3:"))
  }

  @Test func `without a home there is no way to write it as a tilde`() {
    #expect(throws: PatternLoadError.self) {
      try ConfigurationDecoder.decode("db: ~/x", file: "c.yaml", home: nil)
    }
  }
}
