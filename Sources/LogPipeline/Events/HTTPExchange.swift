/// What one of Apache's records says of an HTTP exchange.
package struct HTTPExchange: Equatable, Sendable {
  /// The client's address as Apache saw it: the Plesk host, or a balancer in front.
  package var address: String?
  package var method: String?
  /// The SOAP service in the path, `OXResellerContextService`.
  package var service: String?
  /// `nil` for records of the error log.
  package var status: Int?
  /// Bytes of the answer's body; `nil` for records of the error log.
  package var bodyBytes: Int?
  /// Whether it is an access line, which stands for the whole exchange and carries its start.
  package var isAccess: Bool { status != nil }
}
