/// A cause of failure as the field knows it: who has to act, and what each side writes. A table of its own, so that what is simulated
/// and what recognises it share nothing but the facts.
package struct Fact: Sendable {
  package enum Owner: String, Codable, Sendable {
    case oxAdmin = "ox-admin"
    case pleskAdmin = "plesk-admin"
    case network, packager
  }

  package enum Retry: String, Codable, Sendable {
    case safe, useless
    case checkFirst = "check-first"
  }

  /// Who else meets the failure as long as its cause stands.
  package enum Reach: String, Codable, Sendable {
    case subject, host, subadmin, everyone
  }

  /// Where it shows.
  enum Appearance: Sendable {
    /// Open-Xchange's application answered with a fault, and logs it.
    case answered
    /// No answer of the application came back.
    case transport
    /// The script fails on the Plesk host.
    case onPlesk
    /// The call goes well, and Open-Xchange logs what went wrong.
    case onOpenXchange
    /// Apache's log alone shows it.
    case onApache
  }

  /// What Apache logs of the call.
  enum Exchange: Sendable {
    /// It never gets that far.
    case nothing
    case answered(Int)
    case denied
    case refused
    /// The same, and Apache tries no more for a minute.
    case down
    /// Apache does not even try.
    case blocked
    case proxyTimeout
    case dropped
    /// The caller hangs up after a minute; the work is done.
    case slow
    case emptied
    /// The WSDL is asked for, not the service.
    case wsdl(Int)
    case wsdlDenied
  }

  package let id: String
  let owner: Owner
  let retry: Retry
  let reach: Reach
  let appearance: Appearance
  var calls: [Call]
  /// `[code] text` as PHP prints it behind `SoapFault exception: `; without a bracket, PHP's own message. Names in braces are filled in.
  var texts: [String]
  /// The Java exception whose message the text is.
  var exception = "com.openexchange.admin.rmi.exceptions.StorageException"
  /// Whether a StorageException carries it, class name and all.
  var isNested = false
  /// What Open-Xchange writes into the record's own line, where that is not the text.
  var message: String?
  /// What its exception says, where that is not the text.
  var innerText: String?
  /// Class and method that log it, where that is not the call's own.
  var place: String?
  /// The cause that Plesk's text alone tells.
  var toldByPlesk: String?
  /// Whether Apache's log alone tells it.
  var isToldByApache = false
  /// Open-Xchange logs it at times only.
  var mayBeSilent = false
  var exchange: Exchange = .answered(500)
  /// PHP's warnings before the fault.
  var warning: String?

  init(
    _ id: String, _ owner: Owner, _ retry: Retry, _ reach: Reach, _ appearance: Appearance = .answered,
    _ calls: [Call] = [.createContext], _ texts: [String], _ change: (inout Fact) -> Void = { _ in }
  ) {
    self.id = id
    self.owner = owner
    self.retry = retry
    self.reach = reach
    self.appearance = appearance
    self.calls = calls
    self.texts = texts
    change(&self)
  }

  /// Every cause with a text of its own on some side.
  package static let all = access + context + user + capacity + server + transport + plesk + soap

  static func named(_ id: String) -> Fact {
    guard let fact = all.first(where: { $0.id == id }) else { preconditionFailure("no fact \(id)") }
    return fact
  }

  var family: String { String(id.prefix { $0 != "." }) }
}
