/// Which calls of the Open-Xchange side are provisioning by Plesk: those of PHP's SOAP client, or of a subadmin that Plesk is known to use.
struct OwnCallers {
  private(set) var subadmins: Set<String> = []

  /// Whose a failure is.
  enum Verdict: Equatable {
    case ours, others
    /// Ours if Plesk is ever seen to use this subadmin.
    case subadmin(String)
  }

  /// Learns from what Plesk reports, or Open-Xchange logged of it.
  ///
  /// - Returns: Whether that was new.
  mutating func learn(_ fields: Fields) -> Bool {
    fields[.subadmin].map { subadmins.insert($0.string).inserted } ?? false
  }

  /// - Parameter exchange: Apache's record of the same call, which may know the caller better.
  func verdict(_ failure: Failure, _ exchange: Exchange?) -> Verdict {
    if failure.isFromCommandLine { return .others }
    if let exchange, exchange.isFromPHP || exchange.isFromAnotherProgram { return exchange.isFromPHP ? .ours : .others }
    if failure.events.contains(where: { $0.event.userAgent?.hasPrefix("PHP-SOAP") == true }) { return .ours }
    guard let subadmin = failure.fields[.subadmin]?.string else { return .others }
    return subadmins.contains(subadmin) ? .ours : .subadmin(subadmin)
  }

  /// A caller that names no program may be PHP loading a WSDL, and the error log names none.
  func include(_ exchange: Exchange) -> Bool { !exchange.isFromAnotherProgram }
}
