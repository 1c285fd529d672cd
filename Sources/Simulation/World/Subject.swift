/// Whom an operation concerns.
package struct Subject: Codable, Sendable {
  package var domain: String
  package var mailbox: String
  package var contextName: String
  package var contextID: Int
  package var subadmin: String
  /// The number of Plesk's APS instance, which the context's name carries.
  package var instance: Int

  enum CodingKeys: String, CodingKey {
    case domain, mailbox, subadmin, instance
    case contextName = "context_name"
    case contextID = "context_id"
  }

  /// Fills the names in braces of a text.
  func filled(_ text: String, _ dice: inout Dice) -> String {
    guard text.contains("{") else { return text }
    var text = text
    for (name, value) in [
      ("{domain}", domain), ("{mailbox}", mailbox), ("{user}", String(mailbox.prefix { $0 != "@" })),
      ("{name}", contextName), ("{id}", "\(contextID)"), ("{subadmin}", subadmin), ("{instance}", "\(instance)"),
      ("{limit}", "\(25 * (1 + subadmin.utf8.count % 8))"),
    ] { text = text.replacing(name, with: value) }
    while let range = text.firstRange(of: "{number}") {
      text.replaceSubrange(range, with: "\(dice.number(1...9))")
    }
    return text
  }
}

/// A call of the SOAP interface, with the step of Plesk's that makes it.
package enum Call: String, Codable, Sendable, CaseIterable {
  case createContext, changeContext, deleteContext, disableContext, createUser, changeUser, deleteUser

  /// The APS verb.
  package var verb: String {
    switch self {
    case .createContext, .createUser: "install"
    case .changeContext, .changeUser: "configure"
    case .deleteContext, .deleteUser: "remove"
    case .disableContext: "disable"
    }
  }

  var method: String {
    switch self {
    case .createContext, .createUser: "create"
    case .changeContext, .changeUser: "change"
    case .deleteContext, .deleteUser: "delete"
    case .disableContext: "disable"
    }
  }

  var isOfUser: Bool { self == .createUser || self == .changeUser || self == .deleteUser }
  var object: String { isOfUser ? "OXUser" : "OXContext" }
  var service: String { isOfUser ? "OXResellerUserService" : "OXResellerContextService" }
}
