extension Fact {
  private static let any: [Call] = [.createContext, .changeContext, .createUser]

  private static func plesk(_ id: String, _ owner: Owner, _ reach: Reach, _ texts: [String]) -> Fact {
    Fact(id, owner, .useless, reach, .onPlesk, any, texts) { $0.exchange = .nothing }
  }

  /// A consequence of the failure before it.
  static let busy = plesk(
    "plesk.busy", .pleskAdmin, .subject, ["Another operation on instance {instance} is already in progress"])

  /// Failures of the script, before any call.
  static let plesk: [Fact] = [
    plesk(
      "plesk.php-limits", .pleskAdmin, .host,
      [
        "Allowed memory size of 33554432 bytes exhausted (tried to allocate 65536 bytes)",
        "Maximum execution time of 30 seconds exceeded",
      ]),
    plesk("plesk.php-soap-missing", .pleskAdmin, .host, ["Class 'SoapClient' not found"]),
    plesk("plesk.php-incompatible", .pleskAdmin, .host, ["Call to undefined function split()"]),
    plesk(
      "soap.encoding", .packager, .everyone, ["[Client] SOAP-ERROR: Encoding: object has no 'maxQuota' property"]),
    plesk(
      "soap.no-such-method", .packager, .everyone,
      ["[Client] Function (\"createModuleAccessByName\") is not a valid method for this service"]),
  ]

  /// Faults of the SOAP layer in Open-Xchange.
  static let soap: [Fact] = [
    Fact(
      "soap.unmarshalling", .packager, .useless, .subject, .answered, any,
      ["[soap:Client] Unmarshalling Error: For input string: \"unlimited\""]
    ) {
      $0.exception = "org.apache.cxf.interceptor.Fault"
      $0.place = "org.apache.cxf.phase.PhaseInterceptorChain.doDefaultLogging"
      $0.message = "Interceptor for \(Fact.cxfMark) has thrown exception, unwinding now"
    },
    Fact(
      "soap.empty-fault", .oxAdmin, .useless, .subject, .answered, any,
      ["[soap:Server] Fault string, and possibly fault code, not set"]
    ) {
      ($0.exception, $0.mayBeSilent) = ("org.apache.cxf.interceptor.Fault", true)
      $0.place = "org.apache.cxf.phase.PhaseInterceptorChain.doDefaultLogging"
      $0.message = "Application \(Fact.cxfMark) has thrown exception, unwinding now"
    },
  ]
}
