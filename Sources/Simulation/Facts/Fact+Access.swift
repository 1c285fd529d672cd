extension Fact {
  private static let credentials = "com.openexchange.admin.rmi.exceptions.InvalidCredentialsException"
  private static let reseller = "com.openexchange.admin.reseller.rmi.exceptions.OXResellerException"
  private static let authenticator = "com.openexchange.admin.rmi.impl.BasicAuthenticator.doAuthentication"

  static let access: [Fact] = [
    Fact(
      "access.authentication-failed", .pleskAdmin, .useless, .host, .answered,
      [.changeContext, .createUser, .deleteUser],
      ["[soap:Server] Authentication failed"]
    ) { $0.exception = credentials },
    Fact(
      "access.subadmin-as-master", .oxAdmin, .useless, .everyone, .answered, [.createContext, .deleteContext],
      ["[soap:Server] Authentication failed"]
    ) {
      ($0.exception, $0.place, $0.message) = (credentials, authenticator, "Master authentication for user: {subadmin}")
      $0.toldByPlesk = "access.authentication-failed"
    },
    Fact(
      "access.master-password", .pleskAdmin, .useless, .host, .answered, [.createContext],
      ["[soap:Server] Authentication failed"]
    ) {
      ($0.exception, $0.place, $0.message) = (
        credentials, authenticator, "Master authentication for user: oxadminmaster"
      )
      $0.toldByPlesk = "access.authentication-failed"
    },
    Fact(
      "access.context-admin", .pleskAdmin, .useless, .subject, .answered, [.createUser, .changeUser],
      ["[soap:Server] Authentication failed"]
    ) {
      ($0.exception, $0.place, $0.message) = (credentials, authenticator, "Admin authentication for user oxadmin")
      $0.toldByPlesk = "access.authentication-failed"
    },
    Fact(
      "access.context-hidden", .oxAdmin, .useless, .subject, .answered, [.createUser, .deleteUser],
      ["[soap:Server] Authentication failed"]
    ) {
      ($0.exception, $0.place, $0.message) = (credentials, authenticator, "Requested context {id} does not exist!")
      $0.toldByPlesk = "access.authentication-failed"
    },
    Fact(
      "access.foreign-context", .oxAdmin, .useless, .subadmin, .answered, [.changeContext, .deleteContext],
      ["[soap:Server] ContextID {id} does not belong to {subadmin}"]
    ) { ($0.exception, $0.isNested) = (reseller, true) },
    Fact(
      "access.subadmin-missing", .oxAdmin, .useless, .subadmin, .answered, [.createContext],
      ["[soap:Server] Reseller admin does not exist: {subadmin}"]
    ) { ($0.exception, $0.isNested) = (reseller, true) },
  ]
}
