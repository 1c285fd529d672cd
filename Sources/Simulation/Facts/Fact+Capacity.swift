extension Fact {
  private static let reseller = "com.openexchange.admin.reseller.rmi.exceptions.OXResellerException"

  private static func limit(_ id: String, _ calls: [Call], _ texts: [String]) -> Fact {
    Fact(id, .oxAdmin, .useless, .subadmin, .answered, calls, texts.map { "[soap:Server] " + $0 }) {
      ($0.exception, $0.isNested) = (reseller, true)
    }
  }

  static let capacity: [Fact] = [
    limit(
      "limit.contexts", [.createContext],
      ["Maximum number of contexts reached: {limit}", "Maximum overall number of contexts reached: {limit}"]),
    limit(
      "limit.users", [.createUser],
      [
        "Maximum overall number of users reached: {limit}", "Maximum number of users per context reached: {limit}",
        "Maximum overall number of users by moduleaccess reached: groupware:{limit}",
      ]),
    limit("limit.quota", [.createContext, .changeContext], ["Maximum overall context quota reached: {limit}"]),
    Fact(
      "limit.restrictions-uninitialised", .oxAdmin, .useless, .everyone, .answered, [.createContext],
      ["[soap:Server] Unable to load available restrictions from database"]
    ) { $0.exception = reseller },
    Fact(
      "storage.no-filestore", .oxAdmin, .useless, .everyone, .answered, [.createContext],
      ["[soap:Server] No usable or suitable filestore found"]),
    Fact(
      "storage.filestore-unknown", .oxAdmin, .useless, .subject, .answered, [.createContext, .changeContext],
      ["[soap:Server] No such filestore with id {number}"]),
    Fact(
      "storage.filestore-full", .oxAdmin, .useless, .subject, .answered, [.changeContext],
      ["[soap:Server] Destination filestore does not have enough space for another context."]),
  ]
}
