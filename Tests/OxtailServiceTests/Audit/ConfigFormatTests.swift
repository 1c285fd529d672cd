import Testing

@testable import OxtailService

/// The forms of configuration files.
struct ConfigFormatTests {
  private func lines(_ text: String) -> [String] {
    ConfigFile.lines(of: Array(text.utf8))
  }

  @Test(arguments: [
    ("a Name: open-xchange", "Name:", false, true), ("a NAME: Open-XChange", "open-xchange", true, true),
    ("a NAME: Open-XChange", "open-xchange", false, false), ("open-xchang", "open-xchange", true, false),
    ("", "x", false, false), ("öopeopen-xchange", "open-xchange", false, true), ("x", "", false, true),
  ])
  func `a line holds a literal or not`(line: String, literal: String, inAnyCase: Bool, holds: Bool) {
    #expect(line.holds(literal, inAnyCase: inAnyCase) == holds)
  }

  /// A regular expression that looks at each line takes seconds for what a word that is not there decides.
  @Test func `a file that is none of ours is told at once`() {
    let text = lines(
      String(repeating: "application/vnd.open-office.text+xml; charset=utf-8\t\todt ott # name\n", count: 5_000))
    let time = ContinuousClock().measure { #expect(ConfigRecogniser.content(name: "mime.types", text) == nil) }
    #expect(time < .seconds(3), "\(time)")
  }

  @Test func `a properties file is read as Java reads it`() {
    let text = "# a\n! b\n a = 1 \nb:2\nc 3\nd=x\\\n   y\n\ne\\ f=g\\th\\u00e4\nk=[$%\\\\.+]\nl\n"
    let read = JavaProperties(lines(text)).properties.map { "\($0.line) \($0.key)|\($0.value)" }
    #expect(read == ["3 a|1", "4 b|2", "5 c|3", "6 d|xy", "9 e f|g\thä", "10 k|[$%\\.+]", "11 l|"])
  }

  @Test func `a comment of panel.ini sets nothing`() {
    let text = "; filter.priority = 7\n[ Log ]\r\nfilter.priority = \"5\" ; why\nx=1;2\n#y=1\n"
    let read = INIFile(lines(text)).settings.map { "\($0.line) [\($0.section)] \($0.key)|\($0.value)" }
    #expect(read == ["3 [log] filter.priority|5", "4 [log] x|1"])
  }

  @Test func `only what is installed is in a list of packages`() throws {
    let list = try #require(
      PackageList(
        lines(
          "ii  open-xchange-core  7.6.2-38  all  x\nrc  open-xchange-x  1.0  all  x\nhi  libc6:amd64  2.36-9  amd64  x\nun  nothing  <none>  <none>\n"
        )))
    #expect(
      list.packages.map { "\($0.name) \($0.version?.description ?? "")" } == ["open-xchange-core 7.6.2", "libc6 2.36"])
    let rpm = try #require(
      PackageList(lines("open-xchange-admin-soap-reseller-7.6.2-10_2.1.noarch\nbash-4.2.46-34.el7.x86_64\n")))
    #expect(
      rpm.packages.map { "\($0.name) \($0.version?.description ?? "")" } == [
        "open-xchange-admin-soap-reseller 7.6.2", "bash 4.2.46",
      ])
    #expect(PackageList(lines("Dear all,\nplease install bash-4.2.46-34.el7.x86_64\n")) == nil)
  }

  @Test(arguments: [
    ("version", "11.5.30 Debian 7.0 115130819.13", "plesk 11.5.30"),
    ("version", "18.0.58 Debian 11.0 1800231213.09", "plesk 18.0.58"),
    ("plesk.txt", "Product version: Plesk Obsidian 18.0.58.2\n", "plesk 18.0.58.2"),
    ("x", "Server version: Apache/2.2.22 (Debian)", "apache 2.2.22"),
    ("APP-META.xml", "<application>\n<name>Open-Xchange</name>\n<version>7.2</version>", "apsPackage 7.2"),
    ("aps.txt", "Id: 4\nName: Open-Xchange\nVersion: 7.1.3\nRelease: 2\n", "apsPackage 7.1.3"),
  ])
  func `a version is read where it stands`(name: String, text: String, expected: String) throws {
    let found = try #require(ProductVersion(name: name, lines(text)))
    #expect("\(found.product) \(found.version)" == expected)
  }

  @Test(arguments: [
    ("notes", "11.5.30 Debian"), ("APP-META.xml", "<application>\n<name>Other</name>\n<version>1</version>"),
  ])
  func `other versions are none of ours`(name: String, text: String) {
    #expect(ProductVersion(name: name, lines(text)) == nil)
  }

  @Test(arguments: [("7.2", "7.2.0", false), ("7.2", "7.10", true), ("11.5", "12", true), ("6.22.1", "6.22", false)])
  func `versions are compared number by number`(left: String, right: String, isLess: Bool) throws {
    let (left, right) = (try #require(VersionNumber(left)), try #require(VersionNumber(right)))
    #expect((left < right) == isLess)
  }

  @Test func `a level in a comment is none`() {
    let text =
      "<!-- <root level=\"DEBUG\"/>\n<logger name=\"a\" level=\"DEBUG\"/> -->\n<root level=\"INFO\"> <!-- x -->\n"
    #expect(LoggerLevel.logback(lines(text)).map { "\($0.line) \($0.level)" } == ["3 INFO"])
  }

  @Test func `sections are read, also where they are not closed`() {
    let section = ApacheSection(lines("A x \\\n y\n<L \"a b\">\nB 'c d' # e\n<M>\n</L>\nC\n<N>\nD"))
    #expect(section.directives.map(\.name) == ["a", "c"])
    #expect(section.directives[0].arguments == ["x", "y"])
    #expect(section.sections.map(\.name) == ["l", "n"])
    #expect(section.sections[0].arguments == ["a b"])
    #expect(section.sections[0].directives[0].argument(0) == "c d")
    #expect(section.sections[1].directives.map(\.line) == [9])
  }
}
