/// Records of an Open-Xchange server: mostly webmail's daily life, now and then provisioning.
struct OpenXchangeLog {
  private static let classes = [
    "com.openexchange.ajax.Login", "com.openexchange.imap.IMAPFolderStorage",
    "com.openexchange.caching.internal.JCSCache", "com.openexchange.calendar.CalendarSql",
    "com.openexchange.push.impl.PushUtility", "com.openexchange.mail.api.MailAccess",
    "com.openexchange.groupware.contexts.impl.RdbContextStorage", "com.openexchange.sessiond.impl.SessionHandler",
  ]
  private static let levels = ["INFO ", "INFO ", "INFO ", "DEBUG", "DEBUG", "DEBUG", "WARN "]
  private static let paths = ["/ajax/mail", "/ajax/folders", "/ajax/login", "/appsuite/api/jslob"]
  /// Each text with its class of exception.
  private static let failures = [
    (
      "OXResellerException", "com.openexchange.admin.reseller.rmi.exceptions", "Maximum number of contexts reached: 100"
    ),
    (
      "StorageException", "com.openexchange.admin.rmi.exceptions",
      "Cannot map 'kunde%.example' to the newly created context. This mapping is already in use."
    ),
    ("ContextExistsException", "com.openexchange.admin.rmi.exceptions", "Context already exists"),
    (
      "InvalidDataException", "com.openexchange.admin.rmi.exceptions",
      "Primary mail address \"info@kunde%.example\" already exists in context 19"
    ),
    ("StorageException", "com.openexchange.admin.rmi.exceptions", "No usable or suitable filestore found"),
    ("InvalidCredentialsException", "com.openexchange.admin.rmi.exceptions", "Authentication failed"),
  ]

  /// Everyday records: one line of message, some with a property block, a few with a stack.
  static func noise(_ clock: Clock, _ random: inout SplitMix) -> String {
    let name = random.pick(classes)
    let simple = name.split(separator: ".").last ?? ""
    var text =
      "\(clock.openXchange) \(random.pick(levels)) [OXWorker-\(1_000_000 + random.below(400))] \(name).perform(\(simple).java:\(10 + random.below(900)))\n"
    text += "Operation on folder \(random.below(99_999)) of user \(random.below(999)) took \(random.below(500)) ms\n"
    if random.below(3) > 0 {
      text += " com.openexchange.ajax.action=all\n com.openexchange.grizzly.method=PUT\n"
      text += " com.openexchange.grizzly.remoteAddress=198.51.100.\(random.below(255))\n"
      text += " com.openexchange.grizzly.requestURI=\(random.pick(paths))\n"
      text +=
        " com.openexchange.session.contextId=\(random.below(4000))\n com.openexchange.session.userId=\(random.below(99))\n"
    }
    if random.below(40) == 0 { text += "java.lang.IllegalStateException: closed\n" + stack(10 + random.below(20)) }
    return text
  }

  static func success(_ clock: Clock, _ random: inout SplitMix) -> String {
    "\(clock.openXchange) DEBUG [OXWorker-\(1_000_000 + random.below(400))] com.openexchange.admin.rmi.impl.OXContext.create(OXContext.java:1187)\n"
      + "Context \(random.below(9999)) created\n" + properties(random.below(1_000_000_000))
  }

  /// - Returns: The record, and the fault's text as Plesk is told it.
  static func failure(_ clock: Clock, _ random: inout SplitMix) -> (record: String, fault: String) {
    let (name, package, pattern) = random.pick(failures)
    let text = pattern.replacing("%", with: String(random.below(9999)))
    let record =
      "\(clock.openXchange) ERROR [OXWorker-\(1_000_000 + random.below(400))] com.openexchange.admin.rmi.impl.OXContext.create(OXContext.java:1210)\n\n"
      + properties(random.below(1_000_000_000)) + "\(package).\(name): \(text)\n" + stack(10 + random.below(21))
    return (record, text)
  }

  private static func properties(_ tracking: Int) -> String {
    " com.openexchange.grizzly.method=POST\n com.openexchange.grizzly.remoteAddress=127.0.0.1\n"
      + " com.openexchange.grizzly.requestURI=/webservices/OXResellerContextService\n"
      + " com.openexchange.grizzly.userAgent=PHP-SOAP/7.4.3\n com.openexchange.request.trackingId=\(tracking)-\(tracking / 7)\n"
  }

  private static func stack(_ frames: Int) -> String {
    var text = ""
    for index in 0..<frames {
      text +=
        "\tat com.openexchange.plugin\(index % 7).Handler\(index).invoke(Handler\(index).java:\(index * 13 + 40))\n"
    }
    return text
  }
}
