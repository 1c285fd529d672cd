/// Which calls of the Open-Xchange side are provisioning by Plesk: PHP's SOAP client, an address or a subadmin that Plesk is known
/// to use.
struct OwnCallers {
  private let subadmins: Set<String>
  private let addresses: HostAddresses

  init(reports: [Failure], linked: [Failure], addresses: HostAddresses) {
    subadmins = Set((reports + linked).compactMap { $0.fields[.subadmin]?.string })
    self.addresses = addresses
  }

  /// - Parameter exchange: Apache's record of the same call, which may know the caller better.
  func include(_ failure: Failure, _ exchange: Exchange?) -> Bool {
    if let exchange, exchange.isFromAnotherProgram { return false }
    if let exchange, include(exchange) { return true }
    if failure.events.contains(where: { $0.event.userAgent?.hasPrefix("PHP-SOAP") == true }) { return true }
    return failure.fields[.subadmin].map { subadmins.contains($0.string) } ?? false
  }

  func include(_ exchange: Exchange) -> Bool {
    if exchange.isFromAnotherProgram { return false }
    return exchange.isFromPHP || exchange.address.map { addresses.all.contains($0) } ?? false
  }
}
