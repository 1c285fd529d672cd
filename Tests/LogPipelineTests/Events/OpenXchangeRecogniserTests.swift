import TestSupport
import Testing

@testable import LogPipeline

/// What becomes of a record of Open-Xchange's.
@Suite struct OpenXchangeRecogniserTests {
  static let admin = "com.openexchange.admin.rmi.exceptions."
  static let properties = """
     com.openexchange.grizzly.remoteAddress=192.0.2.10
     com.openexchange.grizzly.requestURI=/webservices/OXContextService
     com.openexchange.grizzly.threadName=OXWorker-0000021
     com.openexchange.grizzly.userAgent=PHP-SOAP/8.2.36
     com.openexchange.request.trackingId=1154563797-577281941

    """.split(separator: "\n").map { " " + $0.drop { $0 == " " } }.joined(separator: "\n") + "\n"

  @Test func `an empty message line, properties and a stack are one record with one cause`() throws {
    let event = try #require(
      openXchange(
        "\n" + Self.properties + Self.admin
          + "StorageException: No usable or suitable filestore found\n\tat a.b.C.d(C.java:1)",
        at: "org.apache.cxf.A.b(A.java:1)"))
    #expect(event.kind == .failure)
    #expect(event.causes == ["storage.no-filestore"])
    #expect(event.summary.string == Self.admin + "StorageException: No usable or suitable filestore found")
    #expect(event.faultTexts.map(\.text.string).contains("No usable or suitable filestore found"))
    #expect(event.requestURI == "/webservices/OXContextService")
    #expect(event.remoteAddress == "192.0.2.10")
    #expect(event.userAgent == "PHP-SOAP/8.2.36")
    #expect(event.thread == "OXWorker-0000021")
    #expect(event.request == "1154563797-577281941")
    #expect(event.exceptionIDs == [])
    #expect(event.isProvisioning)
  }

  @Test func `thread and origin come from the head`() throws {
    let event = try #require(openXchange("No usable or suitable filestore found"))
    #expect(event.thread == "OXWorker-0000020")
    #expect(event.origin == "com.openexchange.admin.rmi.impl.OXContext.create")
    #expect(event.operation == "install")
    #expect(event.civil?.offsetMinutes == 120)
  }

  @Test(
    arguments: [
      Array("M".utf8) + [0xFC] + Array("ller ".utf8) + [0x80], Array("GET /a?password=x&b=1".utf8),
      Array("GET /a?password=longer-than-what-stands-for-it&b=1".utf8),
      Array("GET /a?password=".utf8) + [0xFC] + Array("&b=".utf8) + [0xFC],
    ] as [[UInt8]])
  func `a message begins behind its head, whatever that holds`(thread: [UInt8]) throws {
    let text = "No usable or suitable filestore found"
    let layouts = [
      (
        "2020-05-21T11:58:37,985+0200 ERROR [",
        "] com.openexchange.admin.rmi.impl.OXContext.create(OXContext.java:7)\n"
      ),
      (
        "2014-02-03 04:05:06,789 open-xchange ERROR [com.openexchange.admin.rmi.impl.OXContext][",
        "]: com.openexchange.admin.rmi.impl.OXContext,create "
      ),
    ]
    for (start, end) in layouts {
      var recogniser = Recogniser(catalogue: Shipped.catalogue, redactor: Redactor(hash: .repeatable))
      let record = Array(start.utf8) + thread + Array((end + text + "\n").utf8)
      let event = try #require(recognise(record, side: .openXchange, with: &recogniser).first ?? nil)
      #expect(event.summary.string == text)
      #expect(event.faultTexts.map(\.text.string) == [text])
    }
  }

  @Test(arguments: ["\n", "\r\n"]) func `a head of two lines is read too`(ending: String) throws {
    let text = [
      "Nov 23, 2013 7:55:06 PM com.openexchange.admin.rmi.impl.OXContext create", "SEVERE: ",
      Self.admin + "StorageException: No usable or suitable filestore found", "\tat a.b.C.d(C.java:1)", "",
    ].joined(separator: ending)
    let event = try #require(recognise(text, side: .openXchange).first ?? nil)
    #expect(event.causes == ["storage.no-filestore"])
    #expect(event.origin == "com.openexchange.admin.rmi.impl.OXContext.create")
    #expect(event.summary.string == Self.admin + "StorageException: No usable or suitable filestore found")
  }

  @Test func `the innermost cause wins`() throws {
    let event = try #require(
      openXchange(
        """
        Authentication failed
        \(Self.admin)StorageException: Context 7 already exists
        \tat a.b.C.d(C.java:1)
        Caused by: \(Self.admin)StorageException: Maximum number of contexts reached: 5
        \tat a.b.C.d(C.java:1)
        Caused by: \(Self.admin)StorageException: No usable or suitable filestore found
        \t... 2 common frames omitted
        """))
    #expect(
      event.causes == ["storage.no-filestore", "limit.contexts", "context.exists", "access.authentication-failed"])
    #expect(event.findings.map(\.depth) == [2, 1, 0, 0])
  }

  @Test func `the words of a record are its lines without frames, whatever stands between them`() {
    var recogniser = Recogniser(catalogue: Shipped.catalogue, redactor: Redactor(hash: .repeatable))
    recogniser.keepsWords = true
    let place = "com.openexchange.admin.rmi.impl.OXContext.create(OXContext.java:1210)"
    let head = "2020-05-21T11:58:37,985+0200 ERROR [OXWorker-0000020] \(place)"
    let (first, second) = ("\(Self.admin)StorageException: Context 7 already exists", "Caused by: a.b.D: no")
    let frames = [
      "\tat a.b.C.d(C.java:1)", "\tat a.b.C.e(C.java:2)", "\tat a.b.C.f(C.java:3)", "\t... 2 common frames omitted",
    ]
    for (newline, blank) in [("\n", ""), ("\r\n", ""), ("\n", "\n"), ("\r\n", "\r\n")] {
      let lines = [first, frames[0], frames[1] + blank, frames[2], second, frames[3]]
      _ = recognise(head + "\n" + lines.joined(separator: newline) + "\n", side: .openXchange, with: &recogniser)
      #expect(recogniser.words?.stack.string == frames.joined(separator: "\n"))
      #expect(recogniser.words?.text.string == [head, first, second].joined(separator: "\n"))
    }
  }

  @Test func `what is quoted below an exception shows no cause`() throws {
    let event = try #require(
      openXchange(
        """

        \(Self.admin)InvalidDataException: Unmarshalling Error: Illegal character in x
        Maximum number of contexts reached: 5
        Caused by: a.b.D: No usable or suitable filestore found
         com.openexchange.grizzly.requestURI=/ajax/forged
        \tat a.b.C.d(C.java:1)
        """))
    #expect(event.causes == ["soap.unmarshalling"])
    #expect(event.requestURI == nil)
    #expect(event.faultTexts.allSatisfy { !$0.text.string.contains("filestore") })
  }

  @Test func `frames and properties show no cause`() throws {
    let event = try #require(
      openXchange(
        "new\n com.openexchange.x=No usable or suitable filestore found\na.b.C\n\tat No usable or suitable filestore found"
      ))
    #expect(event.kind == .unknown)
    #expect(event.findings.isEmpty)
  }

  @Test(arguments: [
    ("com.openexchange.mail.A.b(A.java:1)", "\n com.openexchange.grizzly.requestURI=/ajax/login\n"),
    ("com.openexchange.mail.A.b(A.java:1)", "\n"),
    // The address says more than the class.
    ("com.openexchange.admin.A.b(A.java:1)", "\n com.openexchange.grizzly.requestURI=/appsuite/api/login\n"),
  ])
  func `webmail's errors are no events`(place: String, lines: String) {
    for text in ["Authentication failed", "Context 7 does not exist", "No usable or suitable filestore found", "new"] {
      #expect(openXchange(text + lines, at: place) == nil, "\(text)")
    }
  }

  @Test func `a database error of another class is support only`() throws {
    let event = try #require(
      openXchange(
        "\n com.openexchange.grizzly.requestURI=/ajax/login\na.b.C: Cannot get connection to config DB",
        at: "com.openexchange.mail.A.b(A.java:1)"))
    #expect(event.causes == ["database.down"])
    #expect(!event.isProvisioning)
    let provisioning = try #require(openXchange("Cannot get connection to config DB"))
    #expect(provisioning.isProvisioning)
  }

  @Test(arguments: [
    ("com.openexchange.soap.cxf.A.b(A.java:1)", "new"),
    ("a.B.c(B.java:1)", "new\n com.openexchange.grizzly.requestURI=/servlet/axis2/services/OXContextService"),
    (
      "org.apache.cxf.A.b(A.java:1)",
      "Application {http://soap.admin.openexchange.com}OXContextService#{http://soap.admin.openexchange.com}create has thrown exception, unwinding now"
    ),
  ])
  func `an error of provisioning that nothing explains is kept as not understood`(place: String, lines: String) throws {
    let event = try #require(openXchange(lines, at: place))
    #expect(event.kind == .unknown)
    #expect(event.isProvisioning)
    #expect(openXchange(lines, level: "WARN", at: place) == nil)
  }

  @Test func `exceptionIds are collected, each once, and a tracking id is none`() throws {
    let event = try #require(
      openXchange(
        "Context 7 already exists; exceptionId 5-6\n" + Self.properties
          + "\(Self.admin)A: Context 7 already exists; exceptionId 5-6; exceptionId -3-4"))
    #expect(event.exceptionIDs == ["5-6", "-3-4"])
    #expect(
      event.faultTexts.map(\.text.string)
        == ["Context 7 already exists", "7 already exists"].filter { $0.hasPrefix("Context") })
  }

  @Test func `what the catalogue ranks in a circle has one order all the same`() throws {
    // The wrapper says that it stands before the longer fault, which wins over the shorter one, which wins over a wrapper.
    let specs = [
      ("x.wrapper", "Wrapper", TextSpec.Layer.wrapper), ("x.short", "Short", .fault), ("x.long", "Longer", .fault),
    ]
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [1, 0, 2]] {
      var library = Shipped.library
      library.causes = order.map { index in
        var cause = CauseSpec(
          id: specs[index].0, title: "", kind: .config, owner: .network, retry: .safe, grade: .inferred,
          affects: .subject,
          oxLogs: .maybe, explain: "")
        cause.before = index == 0 ? ["x.long"] : []
        cause.texts = [TextSpec(sides: [.openXchange], layer: specs[index].2, regex: specs[index].1)]
        return cause
      }
      let text =
        "2020-05-21T11:58:37,985+0200 ERROR [W-1] com.openexchange.admin.A.create(A.java:1)\nShort Wrapper Longer\n"
      let event = recognise(text, side: .openXchange, catalogue: try Catalogue(library)).first ?? nil
      #expect(event?.causes == ["x.long", "x.short", "x.wrapper"])
    }
  }
}
