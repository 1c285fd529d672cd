import TestSupport
import Testing

@testable import oxtail

/// What leaves the house in a bundle: no name, wherever a record has it.
struct NamesInTextTests {
  @Test(
    arguments: [
      (
        "Set-up of the mail account kontakt@eibe3077.example in context 3077 failed",
        ["kontakt@eibe3077.example", "eibe3077.example"]
      ),
      ("install application Open-Xchange on rüben.example: Non-zero", ["rüben.example"]),
      ("<jörg+x@RÜBEN.example>, then пример.рф.", ["jörg+x@RÜBEN.example", "RÜBEN.example", "пример.рф"]),
      ("mail.xn--rben-0ra.xn--p1ai refused", ["mail.xn--rben-0ra.xn--p1ai"]),
      ("OXUser->create('info@custom...', Array)", ["info@custom"]),
      ("/var/www/vhosts/yoga34.example/httpdocs", ["yoga34.example"]),
      ("_dmarc.a-b.example_24, 4711.example", ["dmarc.a-b.example_24", "dmarc.a-b.example", "4711.example"]),
      ("creating context müller-gmbh_4057.", ["müller-gmbh_4057"]),
      ("('reseller-ö_1029', a.example_24)", ["reseller-ö_1029", "a.example_24", "a.example"]),
      ("from [192.0.2.7]:443, not from 127.0.0.1", ["192.0.2.7"]),
    ])
  func `is found`(text: String, names: [String]) {
    #expect(NamesInText.names(in: text).map(\.name) == names)
  }

  @Test(arguments: [
    "com.openexchange.admin.rmi.exceptions.OXResellerException: Maximum number of contexts reached: 100",
    "nexchange.admin.rmi.exceptions.OXResellerException: x",
    "java.net.UnknownHostException, at OXContext.create and Context.create(Unknown Source)",
    "com.openexchange.Session@1f2e3d is closed", "java.lang.Object",
    "/var/log/open-xchange/open-xchange.log.0 and user.properties, panel.ini, OXSoap.php:61",
    "/opt/psa/var/apspackages/18ff2/Open-Xchange-7.2-31/scripts/lib/OXSoap.php(61)",
    "open-xchange-admin-soap 7.6.2-10_2.1.noarch, version 7.10.6-Rev8, 1.0.final",
    "Interceptor for {http://soap.admin.openexchange.com}OXContextService has thrown exception",
    "https://documentation.open-xchange.com/7.10.5, www.w3.org, schemas.xmlsoap.org", "Subadmin.MaxContext",
    "done. Then again... e.g. this", "a @ b, @Override, x@", "linux-image.x86_64, SETTINGS_x, 10_2, Foo_2Bar",
  ])
  func `stays readable`(text: String) {
    #expect(NamesInText.names(in: text).map(\.name) == [])
  }

  // MARK: A bundle

  private static let index = Result {
    let directory = try TemporaryDirectory()
    try directory.write(
      "logs/ox1/open-xchange.log.0",
      """
      2021-11-20T16:06:19,216+0100 ERROR [OXWorker-0000075] com.openexchange.admin.rmi.impl.OXUser.create(OXUser.java:142)
      Set-up of the mail account kontakt@eibe3077.example in context 3077 failed
       com.openexchange.grizzly.requestURI=/webservices/OXResellerUserService
       com.openexchange.grizzly.userAgent=PHP-SOAP/7.1.27
      java.net.UnknownHostException: mail.eibe3077.example
      \tat com.openexchange.admin.rmi.impl.OXUser.create(OXUser.java:142)

      """)
    try directory.write(
      "logs/plesk1/panel.log",
      """
      [2022-05-17 10:33:19.247] 73940:62835dca6d259 ERR [panel] Unable to install application Open-Xchange on rüben.example: Non-zero exit status returned by script. Output stream: ''. Error stream: 'PHP Fatal error:  Uncaught SoapFault exception: [soap:Server] Maximum number of contexts reached: 100 in /opt/psa/var/apspackages/18ff2/Open-Xchange-7.2-31/scripts/lib/OXSoap.php:61'

      """)
    _ = try Program.run("index", directory.path + "/logs", "--db", directory.path + "/case.db")
    return directory
  }

  private func run(_ arguments: String...) throws -> Program.Run {
    try Program.run(arguments + ["--db", try Self.index.get().path + "/case.db"])
  }

  @Test(arguments: [("mail.host-unresolvable", "log.0:1"), ("limit.contexts", "Non-zero exit status")])
  func `a bundle names nobody whom only a record's words name`(cause: String, stays: String) throws {
    let id = try #require(try run("incidents", "cause:\(cause)", "-o", "csv").output.firstMatch(of: /OX-[0-9A-Z]+/))
    let bundle = try run("bundle", String(id.output))
    #expect(bundle.status == 0)
    #expect(bundle.output.contains(stays), "\(bundle.output)")
    for name in ["eibe3077", "kontakt", "rüben"] { #expect(!bundle.output.contains(name), "\(bundle.output)") }
  }

  /// `domain-1` holds the host's name.
  @Test func `a pseudonym that holds a name stays what it is`() throws {
    let directory = try Self.index.get()
    let index = ["--db", directory.path + "/domain.db"]
    let run = try Program.run(["index", directory.path + "/logs/plesk1", "--host-of", "*=domain"] + index)
    #expect(run.status == 0, "\(run.errors)")
    let incidents = try Program.run(["incidents", "-o", "csv"] + index).output
    let id = try #require(incidents.firstMatch(of: /OX-[0-9A-Z]+/))
    let bundle = try Program.run(["bundle", String(id.output)] + index).output
    #expect(bundle.contains("domain-1") && bundle.contains("host-1"), "\(bundle)")
    #expect(!bundle.contains("host-1-1") && !bundle.contains("rüben"), "\(bundle)")
  }

  @Test(arguments: ["müller-gmbh_4057", "reseller-ö_1029", "Max Muster_1029"])
  func `a bundle names no context and no subadmin, whatever the alphabet and with blanks`(name: String) throws {
    let directory = try TemporaryDirectory()
    let scripts = "/opt/psa/var/apspackages/18ff2/Open-Xchange-7.2-31/scripts"
    try directory.write(
      "logs/plesk1/panel.log",
      """
      [2022-05-17 10:33:19.247] 73940:62835dca6d259 ERR [panel] Unable to install application Open-Xchange on a.example: Non-zero exit status returned by script. Output stream: 'creating context \(name)
      '. Error stream: 'PHP Fatal error:  Uncaught SoapFault exception: [soap:Server] Maximum number of contexts reached: 100 in \(scripts)/lib/OXSoap.php:61
      Stack trace:
      #0 \(scripts)/configure(143): OXContext->create('\(name)', Object(Credentials))
      #1 {main}'

      """)
    let db = directory.path + "/case.db"
    #expect(try Program.run("index", directory.path + "/logs", "--db", db).status == 0)
    let list = try Program.run("incidents", "-o", "json", "--db", db).output
    let id = try #require(list.firstMatch(of: /OX-[0-9A-Z]+/)).output
    let bundle = try Program.run("bundle", String(id), "--db", db)
    #expect(bundle.output.contains("creating context ctx-1"), "\(bundle.output)")
    for part in ["müller", "gmbh", "-ö", "Max ", "Muster"] {
      #expect(!bundle.output.contains(part), "\(bundle.output)")
    }
  }

  // MARK: Domains of other scripts

  @Test(arguments: [
    ["incidents", "rüben.example"], ["incidents", "domain:rüben.example"], ["trace", "rüben.example"],
    ["trace", "RÜBEN.example"], ["search", "rüben.example"],
  ])
  func `a domain with other letters than ASCII's is a subject`(arguments: [String]) throws {
    let run = try Program.run(arguments + ["--db", try Self.index.get().path + "/case.db"])
    #expect(run.status == 0, "\(run.errors)")
  }

  @Test func `the failure's domain is the one with such letters`() throws {
    let incidents = try JSONValue(text: run("incidents", "rüben.example", "-o", "json").output).list("incidents")
    #expect(incidents.first?.list("occurrences").first?["subject"]?["domain"]?.string == "rüben.example")
  }
}
