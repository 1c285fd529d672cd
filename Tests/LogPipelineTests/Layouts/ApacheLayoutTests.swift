import TestSupport
import Testing

@testable import LogPipeline

struct ApacheLayoutTests {
  static let stamp = "[23/Nov/2026:19:52:25 +0000]"

  static let access: [HeadRow] = [
    HeadRow("192.0.2.10 - - \(stamp) \"-\" 408 -", .info, "2026-11-23T19:52:25.000 0", "\"-\" 408 -"),
    HeadRow(
      "192.0.2.10 - - [03/Nov/2026:19:52:25 +0000] \"-\" 408 -", .info,
      "2026-11-03T19:52:25.000 0", "\"-\" 408 -"),
    HeadRow(
      "ox.example:443 192.0.2.10 - - [01/Jan/2014:00:00:01 -0130] \"GET / HTTP/1.0\" 200 5", .info,
      "2014-01-01T00:00:01.000 -90", "\"GET / HTTP/1.0\" 200 5"),
    HeadRow(
      "192.0.2.10 - - \(stamp) \"GET / HTTP/1.1\" 200 5 \"-\" \"x\" 1234 other.example", .info,
      "2026-11-23T19:52:25.000 0", "\"GET / HTTP/1.1\" 200 5 \"-\" \"x\" 1234 other.example"),
    HeadRow(
      "192.0.2.10 - - \(stamp) \"GET /cut", .info, "2026-11-23T19:52:25.000 0", "\"GET /cut"),
    HeadRow("192.0.2.10 - - \(stamp) \"\" 400 0", .info, "2026-11-23T19:52:25.000 0", "\"\" 400 0"),
  ]

  @Test(arguments: access)
  func `any line of an access log is a head of level info`(row: HeadRow) throws {
    let head = try #require(ReadHead(row.text))
    #expect(head.layout == "apache-access")
    #expect(head.level == row.level)
    #expect(head.time == row.time)
    #expect(head.message == row.message)
  }

  static let requests: [(request: String, groups: [String: String])] = [
    (
      "POST /webservices/OXContextService HTTP/1.1",
      ["method": "POST", "uri": "/webservices/OXContextService", "protocol": "HTTP/1.1"]
    ),
    ("GET /", ["method": "GET", "uri": "/"]),
    ("PROPFIND /a?b=c HTTP/2", ["method": "PROPFIND", "uri": "/a?b=c", "protocol": "HTTP/2"]),
    (#"GET /a\"b HTTP/1.1"#, ["method": "GET", "uri": #"/a\"b"#, "protocol": "HTTP/1.1"]),
    (#"GET /a\\ HTTP/1.1"#, ["method": "GET", "uri": #"/a\\"#, "protocol": "HTTP/1.1"]),
    ("-", [:]), ("", [:]), (#"\x16\x03\x01\x02\x00\x01\xfc\"\x03"#, [:]), ("get / http/1.1", [:]),
    ("GET /a b HTTP/1.1", [:]), (#"\n\"] 200 5"#, [:]), ("GET http://a.example/ä HTTP/1.1", ["method": "GET"]),
  ]

  @Test(arguments: requests)
  func `status, size and client are read whatever was requested`(request: String, groups: [String: String]) throws {
    let line =
      "ox.example:443 192.0.2.10 - Frank Example \(Self.stamp) \"\(request)\" 502 17 \"https://a.example/\" \"PHP-SOAP/8 \\\"q\\\"\""
    let head = try #require(ReadHead(line))
    #expect(head.layout == "apache-access")
    let always = [
      "vhost": "ox.example:443", "ip": "192.0.2.10", "user": "Frank Example", "status": "502", "bytes": "17",
      "referer": "https://a.example/", "agent": #"PHP-SOAP/8 \"q\""#,
    ]
    for (name, value) in always.merging(groups, uniquingKeysWith: { $1 }) {
      #expect(head.groups[name] == value, "\(name)")
    }
    if groups.isEmpty { #expect(head.groups["uri"] == nil) }
  }

  @Test func `a request longer than a match may be is a head all the same`() throws {
    let long = String(repeating: "/abcdefgh", count: 3_000)
    let head = try #require(ReadHead("192.0.2.10 - - \(Self.stamp) \"GET \(long) HTTP/1.1\" 414 300\n"))
    #expect(head.layout == "apache-access")
    #expect(head.time == "2026-11-23T19:52:25.000 0")
    #expect(head.groups["ip"] == "192.0.2.10")
  }

  static let errors: [(row: HeadRow, groups: [String: String])] = [
    (
      HeadRow(
        "[Mon Nov 23 19:52:25.181784 2026] [authz_core:error] [pid 25939:tid 25943] [client 192.0.2.10:50752] AH01630: client denied by server configuration: /x",
        .error, "2026-11-23T19:52:25.181", "AH01630: client denied by server configuration: /x"),
      ["module": "authz_core", "pid": "25939", "ip": "192.0.2.10", "port": "50752", "ah": "AH01630"]
    ),
    (
      HeadRow(
        "[Mon Nov 23 19:52:25.181784 2026] [proxy_ajp:error] [pid 1] (20014)Internal error (specific information not available): [client ::1:50752] AH00992: ajp_read_header: ajp_ilink_receive failed",
        .error, "2026-11-23T19:52:25.181", "AH00992: ajp_read_header: ajp_ilink_receive failed"),
      [
        "errno": "20014", "errortext": "Internal error (specific information not available)", "ip": "::1",
        "port": "50752",
        "ah": "AH00992",
      ]
    ),
    (
      HeadRow(
        "[Tue Jan  6 08:00:00 2015] [error] [client ::1] (13)Permission denied: proxy: AJP: attempt to connect", .error,
        "2015-01-06T08:00:00.000", "proxy: AJP: attempt to connect"),
      ["errno": "13", "errortext": "Permission denied", "ip": "::1"]
    ),
    (
      HeadRow(
        "[Tue Jan 06 08:00:00 2015] [error] ap_proxy_connect_backend disabling worker for (localhost)", .error,
        "2015-01-06T08:00:00.000", "ap_proxy_connect_backend disabling worker for (localhost)"), [:]
    ),
    (
      HeadRow(
        "[Mon Nov 23 19:52:25.181784 2026] [ssl:debug] [pid 7:tid 8] ssl_engine_io.c(1103): [client client.example:50752] AH02001: Connection closed",
        .debug, "2026-11-23T19:52:25.181", "AH02001: Connection closed"),
      ["source": "ssl_engine_io.c(1103)", "ip": "client.example", "port": "50752", "ah": "AH02001"]
    ),
    (
      HeadRow("[Mon Nov 23 19:52:25.181784 2026] [core:trace3] [pid 7] ", .trace, "2026-11-23T19:52:25.181", ""),
      ["module": "core"]
    ),
    (
      HeadRow(
        "[Sat Feb 29 23:59:60 2020] [notice] caught SIGTERM, shutting down", .notice, "2020-03-01T00:00:00.000",
        "caught SIGTERM, shutting down"), [:]
    ),
  ]

  @Test(arguments: errors)
  func `both generations of the error log are read`(row: HeadRow, groups: [String: String]) throws {
    let head = try #require(ReadHead(row.text))
    #expect(head.layout == "apache-error")
    #expect(head.level == row.level)
    #expect(head.time == row.time)
    #expect(head.message == row.message)
    for (name, value) in groups { #expect(head.groups[name] == value, "\(name)") }
  }

  static let refused = [
    "192.0.2.10 - - [23-Nov-2026:19:52:25 +0000] \"GET / HTTP/1.1\" 200 5",
    "192.0.2.10 [23/Nov/2026:19:52:25 +0000] \"GET / HTTP/1.1\" 200 5",
    "\"GET / HTTP/1.1\" 200 5",
    "[Mon Nov 23 19:52:25 2026] no level",
    "[Mon Nov 23 19:52:25] [error] no year",
    "x [Mon Nov 23 19:52:25 2026] [error] not at the beginning",
  ]

  @Test(arguments: refused)
  func `what only resembles a line of Apache is no head`(text: String) {
    #expect(ReadHead(text) == nil)
  }

  @Test func `a date that does not exist leaves the line a head without a time`() throws {
    let head = try #require(ReadHead("192.0.2.10 - - [31/Feb/2026:19:52:25 +0000] \"-\" 408 -"))
    #expect(head.time == nil)
  }

  @Test func `lines of both logs may alternate`() {
    let records = frame(
      "[Mon Nov 23 19:52:25 2015] [error] a\n192.0.2.10 - - \(Self.stamp) \"-\" 408 -\n[Mon Nov 23 19:52:25 2015] [error] b\n",
      layouts: Shipped.catalogue.layouts.restricted(to: .apache))
    #expect(records.count == 3)
    #expect(records.allSatisfy { $0.record.head != nil })
  }

  @Test func `one of Apache's logs can be chosen`() {
    let layouts = Shipped.catalogue.layouts.restricted(to: .apache, family: "apache-error")
    #expect(layouts.layouts.map(\.spec.id) == ["apache-error"])
    #expect(Shipped.catalogue.layouts.restricted(to: .apache, family: "apache").layouts.count == 2)
    #expect(Shipped.catalogue.layouts.restricted(to: .plesk, family: "apache").layouts.isEmpty)
  }
}
