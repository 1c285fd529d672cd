extension Fact {
  private static let contextFault = "com.openexchange.admin.rmi.exceptions.OXContextException"

  static let server: [Fact] = [
    Fact(
      "database.full", .oxAdmin, .useless, .everyone, .answered, [.createContext],
      [
        "[soap:Server] The new context could not be created. The maximum number of contexts in every database cluster has been reached. Use register-, create- or change database to resolve the problem."
      ]
    ) { $0.exception = contextFault },
    Fact(
      "database.down", .oxAdmin, .safe, .everyone, .answered, [.createContext],
      ["[soap:Server] The new context could not be created. All not full databases can not be connected to."]
    ) { $0.exception = contextFault },
    Fact(
      "database.down", .oxAdmin, .safe, .everyone, .answered, [.createUser, .changeUser, .deleteContext],
      ["[soap:Server] Cannot get connection to config DB."]),
    Fact(
      "database.locked", .oxAdmin, .safe, .everyone, .answered, [.createUser, .changeContext],
      ["[soap:Server] Database is locked or is now beeing updated, please try again later"]
    ) { $0.exception = "com.openexchange.admin.rmi.exceptions.DatabaseUpdateException" },
    Fact(
      "database.unlinked", .oxAdmin, .useless, .everyone, .answered, [.createContext],
      ["[soap:Server] server is not linked to dbpool"]
    ) { $0.exception = contextFault },
    Fact(
      "database.sql", .oxAdmin, .safe, .subject, .answered, [.changeContext, .changeUser],
      ["[soap:Server] Lock wait timeout exceeded; try restarting transaction"]
    ) { ($0.message, $0.toldByPlesk) = ("SQL Error", "") },
    Fact(
      "server.starting", .oxAdmin, .safe, .everyone, .answered, [.createContext, .createUser],
      ["[soap:Server] Missing com.openexchange.admin.rmi.OXContextInterface instance."]
    ) { ($0.exception, $0.mayBeSilent) = ("java.rmi.RemoteException", true) },
    Fact(
      "server.soap-mismatch", .packager, .useless, .everyone, .answered, [.createContext, .createUser],
      [
        "[soap:Client] Message part {http://soap.reseller.admin.openexchange.com}createContext was not recognized.  (Does it exist in service WSDL?)",
        "[soap:Client] Unexpected wrapper element {http://soap.admin.openexchange.com}createcontext found.   Expected {http://soap.admin.openexchange.com}create.",
      ]
    ) {
      $0.exception = "org.apache.cxf.interceptor.Fault"
      $0.place = "org.apache.cxf.phase.PhaseInterceptorChain.doDefaultLogging"
      $0.message = "Interceptor for \(Fact.cxfMark) has thrown exception, unwinding now"
    },
    Fact(
      "mail.host-unresolvable", .network, .useless, .host, .onOpenXchange, [.createUser], []
    ) {
      ($0.exception, $0.innerText) = ("java.net.UnknownHostException", "mail.{domain}")
      ($0.message, $0.exchange) = ("Set-up of the mail account {mailbox} in context {id} failed", .answered(200))
    },
    Fact(
      "mail.unreachable", .pleskAdmin, .safe, .host, .onOpenXchange, [.createUser], []
    ) {
      $0.exception = "com.sun.mail.util.MailConnectException"
      $0.innerText = "Couldn't connect to host, port: mail.{domain}, 143; timeout 20000;"
      ($0.message, $0.exchange) = ("Set-up of the mail account {mailbox} in context {id} failed", .answered(200))
    },
  ]

  /// Stands for `{namespace}Service#{namespace}operation` of the call.
  static let cxfMark = "{cxf}"
}
