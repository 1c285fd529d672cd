import TestSupport
import Testing

@testable import LogPipeline

/// One failure, written by every layout that Open-Xchange had: what is found must not depend on the years.
struct SameFailureTests {
  static let text = "Context 19 already exists!"
  static let exception = "com.openexchange.admin.rmi.exceptions.ContextExistsException: \(text)"
  static let call = "\tat com.openexchange.admin.rmi.impl.OXContext.create(OXContext.java:1210)"
  static let name = "com.openexchange.admin.rmi.impl.OXContext"
  static let property = "com.openexchange.grizzly.requestURI"
  static let prefix = "Nov 23 19:55:06 ox1 "

  static let records: [(layout: String, text: String, namesMethod: Bool)] = [
    (
      "ox-t",
      "2020-05-21T11:58:37,985+0200 ERROR [OXWorker-20] \(name).create(OXContext.java:1210)\n\(text)\n \(property)=/webservices/OXContextService\n\(exception)\n\(call)\n",
      true
    ),
    (
      "ox-742",
      "2013-12-11 12:41:35,660 ERROR [OXWorker-20] \(name)\n\(text)\n \(property)=/webservices/OXContextService\n\(exception)\n\(call)\n",
      false
    ),
    ("ox-jul", "Nov 23, 2014 19:53:41 PM \(name) create\nERROR: \(text)\n\(exception)\n\(call)\n", true),
    ("ox-jul", "Nov 23, 2013 7:53:41 PM \(name) create\nSEVERE: \(text)\n\(exception)\n\(call)\n\n", true),
    ("ox-jul-numeric", "23.11.2013 19:53:41 \(name) create\nSCHWERWIEGEND: \(text)\n\(exception)\n\(call)\n\n", true),
    ("ox-jul-named", "23 nov. 2013 19:53:41 \(name) create\nGRAVE: \(text)\n\(exception)\n\(call)\n\n", true),
    (
      "ox-syslog",
      "\(prefix)2014-02-03 04:05:06,789 open-xchange ERROR [\(name)][OXWorker-20]: \(name),create \(text)\n\(exception)\n\(call)\n",
      true
    ),
    (
      "ox-syslog",
      "\(prefix)2014-02-03 04:05:06,789 open-xchange ERROR [\(name)][OXWorker-20]: \(name),create \(text)\n\(prefix)\(exception)\n\(prefix)\(call)\n",
      true
    ),
    (
      "ox-json",
      #"{"@timestamp":"2016-05-21T11:58:37.985+02:00","level":"ERROR","loggerName":"\#(name)","threadName":"OXWorker-20","message":"\#(text)","\#(property)":"\/webservices\/OXContextService","stacktrace":"\#(exception)\n\t\#(call.dropFirst())\n"}"#
        + "\n", false
    ),
  ]

  @Test(arguments: records)
  func `the same failure is found in every layout`(layout: String, text: String, namesMethod: Bool) throws {
    let (event, read) = try #require(firstEvent(of: text))
    #expect(read == layout)
    #expect(event.level == .error)
    #expect(event.kind == .failure)
    #expect(event.isProvisioning)
    #expect(event.findings.map(\.cause) == ["context.exists"])
    #expect(event.findings.map(\.depth) == [0])
    #expect(event.faultTexts.map(\.text.string) == [Self.text])
    #expect(event.summary.string == Self.text)
    #expect(event.origin == (namesMethod ? "\(Self.name).create" : Self.name))
    #expect(event.fields[.contextID]?.string == "19")
    #expect(event.fields[.verb]?.string == (namesMethod ? "create" : nil))
    let others = event.fields.filter { $0.key != .verb && $0.key != .contextID && $0.key != .service }
    #expect(others.isEmpty)
    #expect(event.position == RecordPosition(source: 0, offset: 0, line: 1, byteCount: text.utf8.count))
    if ["ox-t", "ox-742", "ox-json"].contains(layout) {
      #expect(event.requestURI == "/webservices/OXContextService")
      #expect(event.thread == "OXWorker-20")
    }
  }
}
