/// Which calls of the Open-Xchange side are provisioning by Plesk: those of PHP's SOAP client, or of a subadmin that Plesk is known to use.
struct OwnCallers {
  private let subadmins: Set<String>

  init(reports: [Failure], linked: [Failure]) {
    subadmins = Set((reports + linked).compactMap { $0.fields[.subadmin]?.string })
  }

  /// - Parameter exchange: Apache's record of the same call, which may know the caller better.
  func include(_ failure: Failure, _ exchange: Exchange?) -> Bool {
    if let exchange, exchange.isFromPHP || exchange.isFromAnotherProgram { return exchange.isFromPHP }
    if failure.events.contains(where: { $0.event.userAgent?.hasPrefix("PHP-SOAP") == true }) { return true }
    return failure.fields[.subadmin].map { subadmins.contains($0.string) } ?? false
  }

  /// A caller that names no program may be PHP loading a WSDL, and the error log names none.
  func include(_ exchange: Exchange) -> Bool { !exchange.isFromAnotherProgram }
}
