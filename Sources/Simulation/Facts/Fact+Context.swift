extension Fact {
  private static let invalid = "com.openexchange.admin.rmi.exceptions.InvalidDataException"
  private static let contextFault = "com.openexchange.admin.rmi.exceptions.OXContextException"

  static let context: [Fact] = [
    Fact(
      "context.exists", .oxAdmin, .useless, .subject, .answered, [.createContext],
      [
        "[soap:Server] Context already exists!", "[soap:Server] Context {id} already exists!",
        "[soap:Server] Context {name} already exists!",
      ]
    ) { $0.exception = "com.openexchange.admin.rmi.exceptions.ContextExistsException" },
    Fact(
      "context.missing", .oxAdmin, .useless, .subject, .answered, [.changeContext, .deleteContext, .createUser],
      [
        "[soap:Server] Context {id} does not exist", "[soap:Server] The context {id} does not exist!",
        "[soap:Server] Context {name} does not exist",
      ]
    ) { $0.exception = "com.openexchange.admin.rmi.exceptions.NoSuchContextException" },
    Fact(
      "context.no-id", .pleskAdmin, .useless, .subject, .answered, [.changeContext, .createUser],
      ["[soap:Server] Client sent invalid context data object"]
    ) { $0.exception = invalid },
    Fact(
      "context.mapping-taken", .oxAdmin, .useless, .subject, .answered, [.createContext],
      [
        "[soap:Server] Cannot map '{domain}' to the newly created context. This mapping is already in use.",
        "[soap:Server] Cannot map '{name}' to the newly created context. This mapping is already in use.",
      ]),
    Fact(
      "context.mapping-chars", .oxAdmin, .useless, .everyone, .answered, [.createContext, .changeContext],
      ["[soap:Server] Illegal chars: \"||||\" in login mapping"]
    ) { $0.exception = invalid },
    Fact(
      "context.already-disabled", .pleskAdmin, .useless, .subject, .answered, [.disableContext],
      ["[soap:Server] Context already disabled"]
    ) { $0.exception = contextFault },
    Fact(
      "context.fields-missing", .pleskAdmin, .useless, .subject, .answered, [.createContext],
      [
        "[soap:Server] Mandatory fields in context not set: [id]",
        "[soap:Server] Mandatory fields in admin user not set: [given_name, sur_name]",
        "[soap:Server] One of the given arguments for create is null",
      ]
    ) { $0.exception = invalid },
  ]

  static let user: [Fact] = [
    Fact(
      "user.exists", .oxAdmin, .useless, .subject, .answered, [.createUser],
      ["[soap:Server] User {user} already exists in this context"]
    ) { $0.exception = invalid },
    Fact(
      "user.displayname-taken", .oxAdmin, .useless, .everyone, .answered, [.createUser, .changeUser],
      ["[soap:Server] The displayname is already used"]
    ) { $0.exception = invalid },
    Fact(
      "user.mail-taken", .oxAdmin, .useless, .subject, .answered, [.createUser],
      ["[soap:Server] Primary mail address \"{mailbox}\" already exists in context {id}"]
    ) { $0.exception = invalid },
    Fact(
      "user.mail-mismatch", .packager, .useless, .subject, .answered, [.createUser, .changeUser],
      ["[soap:Server] primarymail must have the same value as email1"]
    ) { $0.exception = invalid },
    Fact(
      "user.missing", .oxAdmin, .useless, .subject, .answered, [.changeUser, .deleteUser],
      ["[soap:Server] No such user {user} in context {id}"]
    ) { $0.exception = "com.openexchange.admin.rmi.exceptions.NoSuchUserException" },
    Fact(
      "user.group-member", .oxAdmin, .useless, .subject, .answered, [.changeUser],
      ["[soap:Server] Member already exists in group"]
    ) { $0.exception = invalid },
    Fact(
      "user.module-access", .oxAdmin, .useless, .everyone, .answered, [.createContext, .createUser],
      ["[soap:Server] No such access combination name \"groupware\""]
    ) { ($0.exception, $0.mayBeSilent) = (invalid, true) },
  ]
}
