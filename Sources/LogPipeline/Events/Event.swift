/// A record that matters: one that a pattern recognised, or that stands where a failure is expected and nobody understands it.
package struct Event: Codable, Sendable {
  package enum Kind: String, Codable, Sendable {
    /// A text of the catalogue was found.
    case failure
    /// No text was found, but a record like this is a failure of provisioning: an error of an admin class, or an error in the
    /// context of the APS package.
    case unknown
    /// A call of a provisioning service that Apache answered and that shows no failure by itself.
    case request
    /// Open-Xchange starts; no failure, but it may explain some.
    case start
  }

  package var position: RecordPosition
  package var side: Side
  package var kind: Kind
  package var level: Level
  /// The head's reading; `nil` where the record has none.
  package var civil: CivilTime?
  /// Seconds since 1970 UTC at which the request began, if the head tells.
  package var requestStart: Int64?
  /// Groups the records of one request: Plesk's `pid:uniqid`, Open-Xchange's tracking id.
  package var request: String?
  package var thread: String?
  /// The place in the code that logged it: class and method.
  package var origin: String?
  /// What was found, the most telling first.
  package var findings: [Finding]
  package var fields: Fields
  /// The fault's own words, in the forms that the other side may repeat; see ``FaultText``.
  package var faultTexts: [FaultText]
  package var exceptionIDs: [String]

  /// Fault texts, and exceptionIds, that are kept of one record: a failure has a handful, and each is compared with those of many
  /// others. A record of 256 KiB has room for thousands.
  package static let textsMax = 16

  /// What a person recognises the record by: its message's first line, or the exception where that is empty.
  package var summary: RedactedText
  /// Whether it belongs to provisioning: an admin class, a provisioning service's address, or the APS package's context.
  package var isProvisioning: Bool
  package var requestURI: String?
  package var remoteAddress: String?
  package var userAgent: String?
  /// What Apache logged of an HTTP exchange; `nil` on the other sides.
  package var http: HTTPExchange? = nil

  /// The APS verb that was being carried out.
  package var operation: String? {
    fields[.verb].flatMap { Event.operations[$0.string] ?? Event.operation(soap: $0.string) }
  }

  private static let operations = [
    "install": "install", "upgrade": "upgrade", "configure": "configure", "remove": "remove", "enable": "enable",
    "disable": "disable", "Configuration": "configure", "create": "install", "delete": "remove", "change": "configure",
  ]

  /// SOAP operations are verbs with something behind them: `createModuleAccessByName`, `changeCapabilities`.
  private static func operation(soap name: String) -> String? {
    for (prefix, verb) in [
      ("create", "install"), ("delete", "remove"), ("change", "configure"), ("disable", "disable"),
      ("enable", "enable"),
    ] where name.hasPrefix(prefix) {
      return verb
    }
    return nil
  }
}
