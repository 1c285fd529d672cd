import Testing

@testable import LogPipeline

/// What holds no secret stays byte for byte.
@Suite struct CleanRecordTests {
  @Test(arguments: [1, 2, 3] as [UInt64])
  func `999 of 1000 generated records stay`(seed: UInt64) {
    var generator = CleanRecords(seed: seed)
    var redactor = Redactor(hash: testHash())
    var changed: [String] = []
    let count = 2_000
    for _ in 0..<count {
      let text = generator.record()
      let output = redactor.redact(text).string
      if output != text { changed.append("in:  \(text)\nout: \(output)") }
    }
    let report = "seed \(seed): \(changed.count) of \(count)\n" + changed.prefix(8).joined(separator: "\n")
    #expect(changed.count * 1000 <= count, Comment(rawValue: report))
  }
}

/// Records without secrets as Plesk, PHP, OX and Apache write them.
struct CleanRecords {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  private mutating func number(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state >> 11) % bound
  }

  private mutating func one(_ choices: [String]) -> String { choices[number(choices.count)] }

  mutating func record() -> String {
    switch number(7) {
    case 0: return pleskHead() + pleskMessage()
    case 1: return pleskHead() + wrapped()
    case 2: return oxHead() + message() + "\n" + properties() + javaStack()
    case 3: return julHead() + message() + "\n" + javaStack()
    case 4: return apache()
    case 5: return oxHead() + "\n" + properties() + javaStack()
    default: return jsonRecord()
    }
  }

  private mutating func time() -> String { "\(10 + number(14)):\(10 + number(50)):\(10 + number(50))" }
  private mutating func day() -> String { "20\(10 + number(16))-0\(1 + number(9))-\(10 + number(18))" }

  private mutating func pleskHead() -> String {
    let level = one(["ERR", "WARN", "INFO", "DEBUG"])
    switch number(3) {
    case 0: return "\(day())T\(time())+02:00 \(level) (3): "
    case 1: return "[\(day()) \(time())] \(level) [\(one(["panel", "util_exec", "apsc", "extension/git"]))] "
    default: return "[\(day()) \(time()).\(100 + number(900))] \(number(90000)):61bfaae04eb73 \(level) [panel] "
    }
  }

  private mutating func pleskMessage() -> String {
    one([
      "Unable to connect to the mail server on \(domain())", "Backup of \(domain()) finished: 3 warnings",
      "Starting: /usr/local/psa/admin/sbin/mailmng-domain --add-domain --domain-name=\(domain())",
      "Execution: mkdir -p /var/www/vhosts/\(domain())/logs; exit 0",
      "Login of \(mail()) failed: wrong password", "User \(mail()) changed the password of mailbox \(mail())",
      "Access denied for user 'psa'@'localhost' (using password: YES)",
      "SQLSTATE[23000]: Integrity constraint violation: 1062 Duplicate entry '\(number(99))-7' for key 'PRIMARY'",
      "Zend_Db_Statement_Exception: You have an error in your SQL syntax near 'SELECT * FROM users WHERE id=1'",
      "Certificate for https://\(domain()):8443/login.php expires at \(day())",
      "session \(number(9999)) of user admin closed: timeout, 5 tokens left", "Passwords do not match",
      "password must not be empty", "Password: must be at least 5 characters long", "The secret question was changed",
      "Cookie domain is \(domain())", "auth: no mechanism available", "ssh -p 22 root@\(domain()) 'uptime'",
    ])
  }

  private mutating func domain() -> String {
    one(["customer", "shop", "a-b", "example"]) + "\(number(99))." + one(["example", "example.net", "de", "com"])
  }
  private mutating func mail() -> String { one(["info", "jane.doe", "m.muster"]) + "@" + domain() }

  private mutating func fault() -> String {
    one([
      "[HTTP] Could not connect to host", "[HTTP] Forbidden", "[HTTP] Error Fetching http headers",
      "[soap:Server] Authentication failed", "[soap:Server] Maximum number of contexts reached: \(number(200))",
      "[soap:Server] Primary mail address \"\(mail())\" already exists in context \(number(99))",
      "[WSDL] SOAP-ERROR: Parsing WSDL: Couldn't load from 'https://ox.example/webservices/OXContextService?wsdl' : failed to load external entity",
      "[soap:Server] Context \(number(99)) already exists", "[Client] looks like we got no XML document",
      "[soap:Server] Mandatory members not set: \"Attribute(s) \\\"password\\\" missing\"; exceptionId -1157\(number(99))-12",
    ])
  }

  private mutating func wrapped() -> String {
    "Unable to \(one(["install", "configure", "remove"])) application Open-Xchange on \(domain()): Non-zero exit status "
      + "returned by script. Output stream: ''. Error stream: 'PHP Fatal error:  Uncaught SoapFault exception: \(fault()) in "
      + "/usr/local/psa/var/apspackages/ox/scripts/configure:\(number(400))\nStack trace:\n"
      + "#0 /usr/local/psa/var/apspackages/ox/scripts/OX.php(\(number(900))): SoapClient->__soapCall('\(one(["create", "getData", "changeModuleAccessByName", "getContextWithI..."]))', Array)\n"
      + "#1 /usr/local/psa/var/apspackages/ox/scripts/configure(\(number(900))): OXContext->\(one(["create", "exists"]))('pleskcustomer\(number(9))_\(number(99))', Object(Credentials), '\(domain())', '\(mail())', 12, NULL, true)\n"
      + "#2 {main}\n  thrown in /usr/local/psa/var/apspackages/ox/scripts/configure on line \(number(400))\n'."
  }

  private mutating func oxHead() -> String {
    "\(day())T\(time()),985+0200 \(one(["ERROR", "WARN ", "INFO ", "DEBUG"])) [OXWorker-00000\(10 + number(80))] "
      + "\(javaClass()).\(one(["create", "<init>", "auth", "checkToken"]))(A.java:\(number(900)))\n"
  }

  private mutating func julHead() -> String {
    "Nov 2\(number(9)), 2026 7:55:06 PM \(javaClass()) create\n\(one(["SEVERE", "WARNUNG", "INFO"])): "
  }

  private mutating func javaClass() -> String {
    one([
      "com.openexchange.admin.rmi.impl.OXContext", "com.openexchange.admin.soap.OXContextServicePortTypeImpl",
      "com.openexchange.admin.tools.AdminCacheExtended",
      "com.openexchange.passwordchange.DefaultBasicPasswordChangeService",
      "com.openexchange.authentication.database.impl.DatabaseAuthentication",
      "com.openexchange.session.TokenLoginService",
      "com.openexchange.admin.rmi.dataobjects.Credentials", "com.openexchange.secret.impl.SecretServiceImpl",
    ])
  }

  private mutating func message() -> String {
    one([
      "", "Master authentication for user: pleskcustomer\(number(9))", "Authentication failed",
      "com.openexchange.admin.rmi.exceptions.InvalidCredentialsException: Authentication failed",
      "Interceptor for {http://soap.admin.openexchange.com}OXContextService#{http://soap.admin.openexchange.com}create has thrown exception, unwinding now",
      "Context pleskcustomer1_\(number(99)) already exists!", "Reason: \(fault())",
      "Unexpected token: end of input", "Wrong password for user 7 in context \(number(99))",
      "Duplicate entry '5-7' for key 'PRIMARY'", "INSERT INTO user (cid,id,mail,userPassword) VALUES (?,?,?,?)",
      "Sending POST to http://ox.example:8009/webservices/OXResellerContextService took \(number(9999)) ms",
      "Could not get a connection to jdbc:mysql://db1.example:3306/configdb?useUnicode=true",
    ])
  }

  private mutating func properties() -> String {
    " com.openexchange.grizzly.remoteAddress=192.0.2.\(number(99))\n com.openexchange.grizzly.requestURI=/webservices/OXContextService\n"
      + " com.openexchange.grizzly.threadName=OXWorker-0000020\n com.openexchange.grizzly.userAgent=PHP-SOAP/5.3.3\n"
      + " com.openexchange.request.trackingId=1154563797-\(number(99999))\n com.openexchange.session.contextId=\(number(99))\n"
      + " com.openexchange.session.sessionId=0f3a7c2b9d\n com.openexchange.passwordchange.enabled=true\n"
  }

  private mutating func javaStack() -> String {
    var text =
      "com.openexchange.admin.rmi.exceptions.\(one(["StorageException", "InvalidDataException", "InvalidCredentialsException"])): \(one(["x", "", "Authentication failed", "No token given"]))\n"
    for _ in 0..<number(20) {
      text +=
        "\tat \(javaClass()).\(one(["auth", "doAuthentication", "getPassword", "lambda$0"]))(\(one(["Credentials", "PasswordChange", "OXContext"])).java:\(number(900)))\n"
    }
    if number(2) == 0 {
      text +=
        "Caused by: java.sql.SQLException: Access denied for user 'openexchange'@'localhost' (using password: NO)\n\t... 12 common frames omitted"
    }
    return text
  }

  private mutating func apache() -> String {
    "192.0.2.10 - - [23/Nov/2026:\(time()) +0000] \"POST /webservices/OXResellerContextService HTTP/1.1\" \(one(["200", "403", "502"])) \(number(900)) \"-\" \"PHP-SOAP/8.2.36\""
  }

  private mutating func jsonRecord() -> String {
    "{\"@timestamp\":\"\(day())T\(time())Z\",\"level\":\"ERROR\",\"logger\":\"\(javaClass())\",\"message\":\"\(one(["Authentication failed", "wrong password", "Context 7 exists"]))\",\"stacktrace\":\"java.lang.Exception: x\\n\\tat a.b.Credentials.c(Credentials.java:1)\\n\\tat a.b.C.d(C.java:2)\"}"
  }
}
