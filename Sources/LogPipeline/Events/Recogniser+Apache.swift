/// Apache's access and error log on the Open-Xchange host: the third witness.
extension Recogniser {
  /// - Returns: `nil` for what is neither a call of a provisioning service nor trouble between Apache and Open-Xchange.
  mutating func apacheEvent(
    _ head: RecordHead, _ parts: RecordText, _ position: RecordPosition, _ layout: Layout
  ) -> Event? {
    let names = headFields(layout, parts.bytes)
    var exchange = HTTPExchange(
      address: names["ip"], method: names["method"], status: names["status"].flatMap { Int($0) })
    if exchange.isAccess { exchange.bodyBytes = names["bytes"].flatMap { Int($0) } ?? 0 }
    let uri = exchange.isAccess ? names["uri"] : Self.serviceURI(in: parts.string(0..<parts.bytes.count))
    exchange.service = uri.flatMap { Self.service(inURI: $0) }
    let found = ranked(
      findings(in: parts.text, bytes: parts.bytes, side: .apache, inContext: true) { _ in 0 }
        .filter { Self.isApaches($0, exchange, parts, messageStart: head.messageStart) })
    // Of an access line only the path counts, not what a client put elsewhere; trouble with the back end names no path.
    let isOfServices = uri.map { uri in Self.paths.contains { uri.hasPrefix($0) } } ?? false
    guard isOfServices || (!exchange.isAccess && !found.isEmpty) else { return nil }
    let isFailure = !found.isEmpty || (exchange.status ?? 0) >= 400
    guard isFailure || exchange.isAccess else { return nil }
    let kind: Event.Kind = found.isEmpty ? isFailure ? .unknown : .request : .failure
    var event = self.event(.apache, head, parts, position, found: found, kind: kind)
    event.isProvisioning = isOfServices
    event.requestURI = uri
    event.remoteAddress = exchange.address
    event.userAgent = names["agent"]
    event.http = exchange
    if let range = parts.text.string.utf8Range(of: exchange.address ?? ""), !range.isEmpty {
      event.fields[.address] = parts.text.piece(range)
    }
    return event
  }

  /// Whether Apache itself says it: a client chooses its path and its user agent, and may write there what an error reads like.
  private static func isApaches(
    _ finding: Finding, _ exchange: HTTPExchange, _ parts: RecordText, messageStart: Int
  ) -> Bool {
    if let status = exchange.status {
      return finding.captures[.status]?.string == String(status)
        && parts.bytes[..<finding.offset].count { $0 == UInt8(ascii: "\"") } == 0
    }
    // A path that a client named stands behind the first slash of a message.
    return finding.offset <= messageStart
      || !parts.bytes[messageStart..<finding.offset].contains(UInt8(ascii: "/"))
  }

  static let paths = ["/webservices/", "/servlet/axis2/services/"]

  /// `/webservices/OXContextService?wsdl` → `OXContextService`
  static func service(inURI uri: String) -> String? {
    guard let path = paths.first(where: uri.hasPrefix) else { return nil }
    let name = uri.dropFirst(path.count).prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    return name.isEmpty ? nil : String(name)
  }

  /// The path of a service as an error record names it: `proxy:balancer://oxcluster/webservices/OXContextService`.
  private static func serviceURI(in text: String) -> String? {
    for path in paths {
      guard let range = text[...].range(ofLiteral: path) else { continue }
      return String(text[range.lowerBound...].prefix { !$0.isWhitespace && $0 != "\"" })
    }
    return nil
  }
}

extension String {
  /// Where `literal` first stands, in bytes.
  func utf8Range(of literal: String) -> Range<Int>? {
    guard let range = self[...].range(ofLiteral: literal) else { return nil }
    let start = utf8.distance(from: startIndex, to: range.lowerBound)
    return start..<start + literal.utf8.count
  }
}
