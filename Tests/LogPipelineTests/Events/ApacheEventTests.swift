import TestSupport
import Testing

@testable import LogPipeline

/// What of Apache's logs is an event, and that nobody can write himself into one.
struct ApacheEventTests {
  private static func event(_ line: String) -> Event? {
    var recogniser = Recogniser(catalogue: Shipped.catalogue, redactor: Redactor(hash: .repeatable))
    let layouts = Shipped.catalogue.layouts.restricted(to: .apache)
    guard let framed = frame(line + "\n", layouts: layouts).first, let head = framed.record.head else { return nil }
    return unsafe recogniser.event(
      for: framed.record, text: framed.bytes.span.bytes, layout: layouts[head.layout], source: 0)
  }

  private static func access(_ request: String, _ status: Int, _ bytes: String = "456", agent: String = "PHP-SOAP/8.1")
    -> String
  {
    "192.0.2.10 - - [23/Nov/2026:19:52:25 +0000] \"\(request)\" \(status) \(bytes) \"-\" \"\(agent)\""
  }

  private static let post = "POST /webservices/OXContextService HTTP/1.1"

  @Test func `a call is read: who, what, and how it was answered`() throws {
    let event = try #require(Self.event(Self.access(Self.post, 403)))
    #expect(
      event.http
        == HTTPExchange(
          address: "192.0.2.10", method: "POST", service: "OXContextService", status: 403, bodyBytes: 456))
    #expect(event.kind == .failure)
    #expect(event.findings.map(\.cause) == ["transport.forbidden"])
    #expect(event.userAgent == "PHP-SOAP/8.1")
    #expect(event.fields[.address]?.string == "192.0.2.10")
    #expect(event.civil?.offsetMinutes == 0)
  }

  @Test(arguments: [
    (access(post, 200), Event.Kind.request, []), (access(post, 200, "0"), .failure, ["transport.silent-success"]),
    (access(post, 500), .unknown, []), (access(post, 503), .failure, ["transport.unavailable"]),
    (access(post, 502), .failure, ["transport.proxy-error"]), (access(post, 504), .failure, ["transport.gateway"]),
    (access(post, 401), .failure, ["transport.unauthorized"]), (access(post, 404), .failure, ["transport.not-found"]),
    (
      access("POST /servlet/axis2/services/OXContextService HTTP/1.1", 404), .failure, ["server.axis2-path"]
    ),
  ])
  func `the status and the body tell the cause`(line: String, kind: Event.Kind, causes: [String]) {
    let event = Self.event(line)
    #expect(event?.kind == kind)
    #expect(event?.findings.map(\.cause) == causes)
  }

  @Test(arguments: [
    access("GET /ajax/mail HTTP/1.1", 503), access("-", 408, "-"),
    access("GET /webservicesX/OXContextService HTTP/1.1", 403),
    "[Mon Nov 23 19:52:25.181784 2026] [core:notice] [pid 1] AH00094: Command line: '/usr/sbin/apache2'",
    "[Mon Nov 23 19:52:25.181784 2026] [core:error] [pid 1] [client 192.0.2.10:1] AH00128: File does not exist: /var/www/x",
  ])
  func `what is no provisioning is no event`(line: String) {
    #expect(Self.event(line) == nil)
  }

  /// A client chooses its path, its user agent and its referer.
  @Test(arguments: [
    access(post, 200, agent: "x [client 192.0.2.99] AH01797: client denied by server configuration: proxy:"),
    access(post, 200, agent: #"\"POST /webservices/OXContextService HTTP/1.1\" 403 "#),
    access(#"POST /webservices/OXContextService?\"POST /webservices/OXContextService HTTP/1.1\" 403 HTTP/1.1"#, 200),
    "[Mon Nov 23 19:52:25.181784 2026] [core:error] [pid 1] [client 192.0.2.10:1] AH00128: File does not exist: /var/www/webservices/[client 192.0.2.99] AH01797: client denied by server configuration: proxy:",
  ])
  func `a client cannot write itself into a failure`(line: String) {
    #expect(Self.event(line)?.findings.isEmpty ?? true)
    #expect(Self.event(line)?.fields[.address]?.string != "192.0.2.99")
  }

  @Test(arguments: [
    (
      "[Mon Nov 23 19:52:25.181784 2026] [access_compat:error] [pid 1:tid 2] [client 192.0.2.10:50752] AH01797: client denied by server configuration: proxy:balancer://oxcluster/webservices/OXUserService",
      "transport.forbidden", "OXUserService"
    ),
    (
      "[Mon Nov 23 19:52:25 2015] [error] [client 192.0.2.10] client denied by server configuration: proxy:balancer://oxcluster/webservices/OXUserService",
      "transport.forbidden", "OXUserService"
    ),
    (
      "[Mon Nov 23 19:52:25 2015] [error] (111)Connection refused: proxy: AJP: attempt to connect to 127.0.0.1:8009 (localhost) failed",
      "transport.unavailable", nil
    ),
    (
      "[Mon Nov 23 19:52:25.181784 2026] [proxy:error] [pid 1] AH00959: ap_proxy_connect_backend disabling worker for (localhost) for 60s",
      "transport.penalty", nil
    ),
    (
      "[Mon Nov 23 19:52:25.181784 2026] [proxy_http:error] [pid 1:tid 2] (70007)The timeout specified has expired: [client 192.0.2.10:50752] AH01102: error reading status line from remote server localhost:8009",
      "transport.proxy-error", nil
    ),
  ])
  func `the error log names the cause`(line: String, cause: String, service: String?) throws {
    let event = try #require(Self.event(line))
    #expect(event.findings.first?.cause == cause)
    #expect(event.http?.service == service)
    #expect(event.isProvisioning == (service != nil))
    #expect(event.http?.isAccess == false)
  }

  @Test func `a password in a request line is gone before anything else`() throws {
    let line = Self.access("GET /webservices/OXContextService?login=a&password=Canary-7 HTTP/1.1", 403)
    let event = try #require(Self.event(line))
    #expect(!event.summary.string.contains("Canary"))
    #expect(event.requestURI?.contains("Canary") == false)
  }
}
