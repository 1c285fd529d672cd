extension Fact {
  private static let any: [Call] = [.createContext, .changeContext, .createUser, .deleteUser]
  private static let wsdl =
    "[WSDL] SOAP-ERROR: Parsing WSDL: Couldn't load from 'https://ox.example/webservices/{service}?wsdl' : failed to load external entity \"https://ox.example/webservices/{service}?wsdl\"\n"

  private static func transport(
    _ id: String, _ owner: Owner, _ retry: Retry, _ reach: Reach, _ text: String, _ exchange: Exchange,
    told: Bool = false
  ) -> Fact {
    Fact(id, owner, retry, reach, .transport, any, [text]) { ($0.exchange, $0.isToldByApache) = (exchange, told) }
  }

  /// Nothing listens behind Apache, and Apache's block afterwards: of outages alone.
  static let outage = transport(
    "transport.unavailable", .oxAdmin, .safe, .everyone, "[HTTP] Service Unavailable", .down, told: true)
  static let penalty = Fact(
    "transport.penalty", .oxAdmin, .safe, .everyone, .transport, any, ["[HTTP] Service Unavailable"]
  ) { ($0.exchange, $0.isToldByApache, $0.toldByPlesk) = (.blocked, true, "transport.unavailable") }

  static let transport: [Fact] = [
    transport(
      "transport.unreachable", .network, .safe, .host, "[HTTP] Could not connect to host", .nothing),
    transport("transport.forbidden", .oxAdmin, .useless, .host, "[HTTP] Forbidden", .denied, told: true),
    transport("transport.not-found", .oxAdmin, .useless, .everyone, "[HTTP] Not Found", .answered(404), told: true),
    transport(
      "transport.unavailable", .oxAdmin, .safe, .everyone, "[HTTP] Service Unavailable", .refused, told: true),
    transport(
      "transport.proxy-error", .oxAdmin, .checkFirst, .subject, "[HTTP] Proxy Error", .proxyTimeout, told: true),
    transport("transport.proxy-error", .oxAdmin, .checkFirst, .subject, "[HTTP] Proxy Error", .dropped, told: true),
    transport("transport.timeout", .oxAdmin, .checkFirst, .subject, "[HTTP] Error Fetching http headers", .slow),
    transport("transport.gateway", .network, .checkFirst, .everyone, "[HTTP] Bad Gateway", .nothing),
    transport("transport.gateway", .network, .checkFirst, .everyone, "[HTTP] Gateway Timeout", .nothing),
    transport(
      "transport.server-error", .oxAdmin, .checkFirst, .everyone, "[HTTP] Internal Server Error", .answered(500)),
    transport(
      "transport.unauthorized", .oxAdmin, .useless, .host, "[HTTP] Unauthorized", .answered(401), told: true),
    transport(
      "transport.not-xml", .oxAdmin, .checkFirst, .everyone, "[Client] looks like we got no XML document",
      .answered(200)),
    transport(
      "transport.not-soap", .pleskAdmin, .useless, .host, "[VersionMismatch] Wrong Version", .answered(200)),
    transport("transport.bad-url", .pleskAdmin, .useless, .host, "[HTTP] Unable to parse URL", .nothing),
    // All Plesk knows is that the WSDL could not be loaded; Apache knows why.
    Fact("transport.not-found", .oxAdmin, .useless, .everyone, .transport, any, [wsdl]) {
      ($0.toldByPlesk, $0.isToldByApache, $0.exchange) = ("transport.wsdl-unloadable", true, .wsdl(404))
    },
    Fact("transport.forbidden", .oxAdmin, .useless, .host, .transport, any, [wsdl]) {
      ($0.toldByPlesk, $0.isToldByApache, $0.exchange) = ("transport.wsdl-unloadable", true, .wsdlDenied)
    },
    Fact("transport.wsdl-unloadable", .network, .useless, .host, .transport, any, [wsdl]) { $0.exchange = .nothing },
    Fact(
      "transport.wsdl-not-wsdl", .pleskAdmin, .useless, .host, .transport, any,
      [
        "[WSDL] SOAP-ERROR: Parsing WSDL: Couldn't find <definitions> in 'https://ox.example/webservices/{service}?wsdl'"
      ]
    ) { $0.exchange = .wsdl(200) },
    Fact(
      "server.axis2-path", .pleskAdmin, .useless, .host, .transport, any,
      [
        "[WSDL] SOAP-ERROR: Parsing WSDL: Couldn't load from 'https://ox.example/servlet/axis2/services/{service}?wsdl' : failed to load external entity \"https://ox.example/servlet/axis2/services/{service}?wsdl\"\n"
      ]
    ) { $0.exchange = .nothing },
    Fact("transport.silent-success", .oxAdmin, .checkFirst, .subject, .onApache, any, []) { $0.exchange = .emptied },
  ]
}
