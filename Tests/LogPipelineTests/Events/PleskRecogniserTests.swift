import TestSupport
import Testing

@testable import LogPipeline

/// What becomes of a record of Plesk's.
@Suite struct PleskRecogniserTests {
  static let fault = "SoapFault exception: [soap:Server] Maximum number of contexts reached: 100"
  static let place = " in /opt/psa/var/apspackages/a1/scripts/OX.php:214\nStack trace:\n#0 {main}\n"

  @Test(
    arguments: [
      (
        "a",
        "Unable to install application Open-Xchange on customer1.example: Non-zero exit status returned by script. Output stream: ''. Error stream: 'PHP Fatal error:  Uncaught \(fault)\(place)  thrown'",
        "install", "customer1.example"
      ),
      (
        "b", "Configuration script of instance 24 (customer1.example) failed with exit code [255]: \(fault)\(place)",
        nil,
        "customer1.example"
      ),
      ("c", "PHP Fatal error:  Uncaught \(fault)\(place)", nil, nil),
      (
        "d", "Configuration of Open-Xchange for customer1.example failed: Maximum number of contexts reached: 100",
        "configure", "customer1.example"
      ),
      (
        "Odin",
        "Execution of configuration script for instance with id 24 of service with id 3 of instance with id 7 of application with id 2 failed - returned value: 255 output: '' errors: '\(fault)\(place)'",
        nil, nil
      ),
    ] as [(String, String, String?, String?)])
  func `every form of the wrapper shows the cause within`(
    form: String, text: String, operation: String?, domain: String?
  ) throws {
    let event = try #require(plesk(text))
    #expect(event.kind == .failure)
    #expect(event.causes.first == "limit.contexts")
    #expect(event.fields[.limit]?.string == "100")
    #expect(event.operation == operation)
    #expect(event.fields[.domain]?.string == domain)
    #expect(event.faultTexts.map(\.text.string).contains("Maximum number of contexts reached: 100"))
    #expect(event.isProvisioning)
    #expect(event.summary.string == text.split(separator: "\n").first.map(String.init))
  }

  @Test func `the words of a record begin behind its head, also where an escape in that is undone`() {
    var recogniser = Recogniser(catalogue: Shipped.catalogue, redactor: Redactor(hash: .repeatable))
    recogniser.keepsWords = true
    let text = "Configuration of Open-Xchange for a.example failed: Maximum number of contexts reached: 100"
    _ = recognise(#"[2017-09-19 12:29:41] ERR [Aps\notify &amp;] "# + text + "\n", side: .plesk, with: &recogniser)
    let words = recogniser.words
    #expect(words?.text.string == "[2017-09-19 12:29:41] ERR [Aps\notify &] \n" + text)
  }

  @Test(arguments: [
    #"Output stream: ''. Error stream: 'PHP Fatal error:  Uncaught SoapFault exception: [HTTP] Forbidden in /opt/psa/var/apspackages/a/x.php:1\nStack trace:\n#0 {main}'"#,
    #"Output stream: ''. Error stream: \'SoapFault exception: [HTTP] Forbidden in /opt/psa/var/apspackages/a/x.php:1\'"#,
    "Output stream: &quot;&quot;. Error stream: &#039;SoapFault exception: [HTTP] Forbidden in /opt/psa/var/apspackages&#039;",
    #"{"code":255,"output":"SoapFault exception: [HTTP] Forbidden in \/opt\/psa\/var\/apspackages\/a\/x.php:1"}"#,
  ])
  func `an escaped fault is read`(text: String) throws {
    let event = try #require(
      plesk("Configuration script of instance 24 (customer1.example) failed with exit code [255]: " + text))
    #expect(event.causes.first == "transport.forbidden")
    #expect(event.faultTexts.map(\.text.string).contains("Forbidden"))
  }

  @Test func `an escaped address of a service is context enough`() {
    #expect(plesk(#"cannot read https:\/\/ox.example\/webservices\/?wsdl"#)?.kind == .unknown)
    #expect(plesk("cannot read https://ox.example/webservices/?wsdl")?.kind == .unknown)
  }

  @Test(arguments: [
    "SOAP-ERROR: Parsing WSDL: Couldn't load from 'https://ox.example/webservices/OXContextService?wsdl' : failed",
    #"SOAP-ERROR: Parsing WSDL: Couldn\'t load from \'https://ox.example/webservices/OXContextService?wsdl\' : failed"#,
    "SOAP-ERROR: Parsing WSDL: Couldn&#039;t load from &#039;https://ox.example/webservices/OXContextService?wsdl&#039; : failed",
  ])
  func `quotes within a fault may be escaped`(text: String) throws {
    let event = try #require(plesk("Configuration of Open-Xchange for customer1.example failed: " + text))
    #expect(event.causes.first == "transport.wsdl-unloadable")
    #expect(event.fields[.url]?.string == "https://ox.example/webservices/OXContextService?wsdl")
  }

  @Test func `what an escape hid is redacted`() throws {
    let event = try #require(
      plesk(
        #"Configuration of Open-Xchange for a.example failed: Authentication failed\n#0 x.php(1): OXContext->create(\'s3cretCanary\')"#
      ))
    #expect(event.causes.first == "access.authentication-failed")
    let texts =
      [event.summary] + event.faultTexts.map(\.text) + event.fields.values
      + event.findings.flatMap { [$0.text, $0.tail] }
    #expect(texts.allSatisfy { !$0.string.contains("Canary") })
  }

  @Test func `of a text that was cut the wrapper is left and the fault's beginning`() throws {
    let event = try #require(
      plesk(
        "Unable to install application Open-Xchange on customer1.example: Non-zero exit status returned by script. Output stream: ''. Error stream: 'PHP Fatal error:  Uncaught SoapFault exception: [soap:Server] Maximum number of contexts rea"
      ))
    #expect(event.kind == .failure)
    #expect(event.causes == ["soap.unknown-fault", "plesk.script-failed"])
    #expect(event.faultTexts.first?.text.string == "Maximum number of contexts rea")
    let whole = try #require(plesk("PHP Fatal error:  Uncaught " + Self.fault + Self.place)?.faultTexts.first)
    #expect(event.faultTexts.first?.agreement(with: whole) == .partial)
  }

  static let unknown = "The flux of context 19 is not compensated"

  @Test(arguments: [
    ("soap:Server", unknown, ["soap.unknown-fault", "plesk.script-failed"]),
    (
      "soap:Server", "com.openexchange.admin.rmi.exceptions.StorageException: \(unknown); exceptionId -7-42",
      ["soap.unknown-fault", "plesk.script-failed"]
    ),
    // PHP's own: no answer came, or none that it could read.
    ("HTTP", unknown, ["plesk.script-failed"]), ("Client", unknown, ["plesk.script-failed"]),
    ("WSDL", unknown, ["plesk.script-failed"]),
    ("soap:Server", "Authentication failed", ["access.authentication-failed", "plesk.script-failed"]),
  ])
  func `what Open-Xchange answered is its own failure, though nobody knows the text`(
    code: String, text: String, causes: [String]
  ) throws {
    let event = try #require(plesk(Written.wrapper("a.example", Written.fault(text, code: code))))
    #expect(event.causes == causes)
    #expect(event.unexplainedFault?.string == (causes[0] == "access.authentication-failed" ? nil : Self.unknown))
    if causes[0] == "soap.unknown-fault" { #expect(event.findings[0].text.string == Self.unknown) }
  }

  @Test func `an unknown fault without a wrapper is nobody's, and the first one of a record counts`() throws {
    let fault = Written.fault(Self.unknown)
    #expect(plesk(fault)?.causes == [])
    let utility = "proc_close() failed ['/usr/bin/php'] with exit code [255]\n"
    #expect(plesk(utility + fault)?.causes == ["soap.unknown-fault", "plesk.util-failed"])
    let both = Written.fault("Nobody knows this either", code: "HTTP") + "\n" + fault
    #expect(plesk(Written.wrapper("a.example", both))?.causes == ["plesk.script-failed"])
  }

  @Test(arguments: [
    ("Forbidden", "transport.forbidden"), ("Could not connect to host", "transport.unreachable"),
    ("Not Found", "transport.not-found"), ("Error Fetching http headers", "transport.timeout"),
    ("looks like we got no XML document", "transport.not-xml"), ("Wrong Version", "transport.not-soap"),
    ("Authentication failed", "access.authentication-failed"),
  ])
  func `a bare message counts in the package's context only`(message: String, cause: String) throws {
    let event = try #require(plesk("Configuration of Open-Xchange for info@customer1.example failed: \(message)"))
    #expect(event.causes.first == cause)
    #expect(event.findings.first?.isCoded == false)
    #expect(event.fields[.mailbox]?.string == "info@customer1.example")
    #expect(plesk("a.example: \(message)") == nil)
    #expect(plesk(message) == nil)
    // On a line of its own.
    #expect(plesk("apspackages/a1/scripts/configure install:\n\(message)\n")?.causes.contains(cause) == true)
  }

  @Test func `a bare message within a sentence is none`() throws {
    let event = try #require(
      plesk("Configuration of Open-Xchange for a.example failed: the page Not Found was not shown"))
    #expect(event.causes == ["plesk.script-failed"])
  }

  @Test func `what stands behind its code needs no context`() {
    #expect(plesk("[HTTP] Forbidden")?.causes == ["transport.forbidden"])
    #expect(
      plesk("The maximum number of contexts in every database cluster has been reached")?.causes == ["database.full"])
  }

  @Test(arguments: [
    "PHP Warning: SoapClient: php_network_getaddresses: getaddrinfo failed: Name or service not known",
    "PHP Warning: SoapClient: SSL operation failed with code 1",
    "PHP Warning: SoapClient: failed to open stream: HTTP request failed! HTTP/1.1 404 Not Found",
  ])
  func `a warning alone is no failure`(text: String) throws {
    #expect(plesk(text, level: "WARN") == nil)
    let event = try #require(plesk(text))
    #expect(event.kind == .unknown)
    // Beside a fault it tells more, and the fault is what failed.
    let fault = try #require(
      plesk(text + "\nSoapFault exception: [HTTP] Could not connect to host in /opt/psa/var/apspackages/x:1"))
    #expect(fault.kind == .failure)
    #expect(fault.causes.contains("transport.unreachable"))
  }

  @Test(arguments: [
    "Unable to install application WordPress on customer1.example: Non-zero exit status returned by script. Output stream: ''. Error stream: '\(fault)\(place)'",
    "Unable to upgrade application \"Joomla\" on customer1.example: [HTTP] Forbidden",
    "\(fault)\n#0 /usr/local/psa/admin/plib/modules/git/library/Client.php(12): Client->run()",
  ])
  func `another application's failure is none of ours`(text: String) {
    #expect(plesk(text) == nil)
  }

  @Test(arguments: ["Open-Xchange", "\"Open-Xchange\"", "'Open-Xchange'"])
  func `quotes around the application's name make it no other one`(name: String) {
    #expect(
      plesk("Unable to install application \(name) on customer1.example: \(Self.fault)")?.causes.first
        == "limit.contexts")
  }

  @Test func `the same fault on both streams is one finding and one text`() throws {
    let both = try #require(
      plesk(
        "Unable to install application Open-Xchange on customer1.example: Non-zero exit status returned by script. Output stream: 'Fatal error: Uncaught \(Self.fault)\(Self.place)'. Error stream: 'PHP Fatal error:  Uncaught \(Self.fault)\(Self.place)'"
      ))
    #expect(both.causes == ["limit.contexts", "plesk.script-failed"])
    #expect(both.faultTexts.count { $0.text.string == "Maximum number of contexts reached: 100" } == 1)
  }

  @Test func `behind the first line of a fault's text nothing tells a cause`() throws {
    let event = try #require(
      plesk(
        "SoapFault exception: [soap:Server] Unmarshalling Error: x\nMaximum number of contexts reached: 100\nForbidden in /opt/psa/var/apspackages/x.php:1\n"
      ))
    #expect(event.causes == ["soap.unmarshalling"])
  }

  @Test func `an error in the context that nothing explains is kept as not understood`() throws {
    let event = try #require(plesk("apspackages: something new went wrong"))
    #expect(event.kind == .unknown && event.findings.isEmpty)
    #expect(plesk("apspackages: something new went wrong", level: "WARN") == nil)
    #expect(plesk("something new went wrong") == nil)
  }

  @Test func `exceptionIds are collected, each once`() throws {
    let event = try #require(
      plesk(
        "\(Self.fault); exceptionId -1157354872-12 in /opt/psa/var/apspackages/x.php:1\n\(Self.fault); exceptionId 7-8; exceptionId -1157354872-12"
      ))
    #expect(event.exceptionIDs == ["-1157354872-12", "7-8"])
    #expect(event.faultTexts.map(\.text.string) == ["Maximum number of contexts reached: 100"])
  }

  @Test func `a request is named by process and id`() throws {
    let text =
      "[2021-12-19 13:58:02.439] 66792:61bf2c594eb73 ERR [panel] \(Self.fault)\n[2021-12-19 13:58:02.439] 1:... ERR [panel] \(Self.fault)\n"
    let events = recognise(text, side: .plesk)
    #expect(events.map { $0?.request } == ["66792:61bf2c594eb73", nil])
    #expect(events.map { $0?.position.line } == [1, 2])
  }
}
