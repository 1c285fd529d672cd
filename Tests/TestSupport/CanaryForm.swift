/// One way in which a log may hold a password.
package struct CanaryForm: Sendable {
  package var name: String
  package var text: String
  /// The password as it is written in `text`.
  package var written: String
  /// The password itself.
  package var canary: String
  /// Whether `text` ends an element that holds the password.
  package var hasEndTag = false
  /// Whether the end tag right behind the password names it.
  package var namesItsEnd: Bool { hasEndTag && (name.hasPrefix("element ") || name.hasPrefix("prefixed ")) }

  package init(name: String, text: String, written: String, canary: String, hasEndTag: Bool = false) {
    self.name = name
    self.text = text
    self.written = written
    self.canary = canary
    self.hasEndTag = hasEndTag
  }
}

extension CanaryForm {
  /// The pieces that no output may hold: six bytes of the password, however it is written, without what any text holds.
  package var pieces: Set<String> {
    var pieces: Set<String> = []
    for text in [canary, written] {
      let bytes = Array(text.utf8)
      for start in 0..<max(0, bytes.count - 5) {
        let piece = bytes[start..<start + 6]
        // Entities and escapes stand everywhere.
        let signs = piece.contains { [0x26, 0x3B, 0x5C, 0x25].contains($0) }
        let letters = piece.count { ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) }
        if letters >= 4, !signs { pieces.insert(String(decoding: piece, as: UTF8.self)) }
      }
    }
    return pieces
  }

  static let canaries = [
    "Canary-9f3K!x", "Canary\"9f3K'Qz &<Vw7LpRtSu>", "CanaryThatIs30CharactersLong!x", "4711081542", "kanarienvogel",
  ]
  static let keys = [
    "password", "user_password", "passwd", "pwd", "pass", "secret", "api_key", "master_password", "adminpassword",
    "MasterPassword", "access_token", "admin-pass",
  ]

  /// Every form in every surrounding.
  package static let all: [CanaryForm] = {
    var forms: [CanaryForm] = []
    for canary in canaries {
      for (index, key) in keys.enumerated() {
        for form in named(key, canary) {
          forms.append(form)
          // Surroundings multiply; two of the keys show what there is to show.
          if index < 2 { forms += surroundings(of: form) }
        }
      }
      for form in nameless(canary) { forms += [form] + surroundings(of: form) }
    }
    return forms
  }()

  package static func surroundings(of form: CanaryForm) -> [CanaryForm] {
    [
      form.wrapped("Plesk record") {
        "[2017-09-19 12:29:41] ERR [panel] Unable to install application Open-Xchange on a.example: Non-zero exit status "
          + "returned by script. Output stream: '\($0)'. Error stream: ''."
      },
      form.wrapped("OX record") {
        "2020-05-21T11:58:37,985+0200 ERROR [OXWorker-0000020] com.openexchange.admin.soap.A.b(A.java:203)\n"
          + "\($0)\n com.openexchange.grizzly.requestURI=/webservices/OXContextService\njava.lang.Exception: x\n\tat a.b.C.d(C.java:1)"
      },
      form.wrapped("JSON record", escaping: json) { "{\"level\":\"ERROR\",\"message\":\"\($0)\",\"line\":12}" },
      form.wrapped("HTML", escaping: html) { "<p>Fehler: \($0)</p>" },
      form.wrapped("one line", escaping: inOneLine) { "ERR output: '\($0)' errors: ''" },
    ]
  }

  func wrapped(_ name: String, escaping: (String) -> String = { $0 }, _ wrap: (String) -> String) -> CanaryForm {
    var form = self
    form.name += " in " + name
    form.text = wrap(escaping(text))
    form.written = escaping(written)
    return form
  }
}

extension CanaryForm {
  static func json(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
      .replacing("\t", with: "\\t")
  }

  static func inOneLine(_ text: String) -> String { text.replacing("\n", with: "\\n") }

  static func html(_ text: String) -> String {
    xml(text).replacing("\"", with: "&quot;").replacing("'", with: "&#039;")
  }

  static func xml(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }

  static func url(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      let isPlain = byte >= 0x30 && byte <= 0x39 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte == 0x2D
      result += isPlain ? String(UnicodeScalar(byte)) : "%" + String(byte, radix: 16, uppercase: true)
    }
    return result
  }

  static func php(_ text: String) -> String { text.replacing("'", with: "\\'") }
  static func shell(_ text: String) -> String { text.replacing("'", with: "'\\''") }

  /// Forms that name their value.
  static func named(_ key: String, _ canary: String) -> [CanaryForm] {
    let templates: [(name: String, escaping: (String) -> String, template: String)] = [
      ("line", { $0 }, "a=1\n«K»=CANARY\nb=2"),
      ("exported", { $0 }, "export «K»=CANARY\nexport b=2"),
      ("property", { $0 }, " com.openexchange.x.«K»=CANARY\n b=2"),
      ("yaml", { $0 }, "x:\n  «K»: CANARY\n  y: z"),
      ("setting", { $0 }, "SETTINGS_domain=a.example\nSETTINGS_«K»=CANARY\nSETTINGS_x=1"),
      ("double quotes", json, "login=x «K»=\"CANARY\" y=z"),
      ("colon quotes", json, "login: \"x\", «K»: \"CANARY\", y: z"),
      ("JSON", json, "{\"login\":\"x\",\"«K»\":\"CANARY\",\"y\":1}"),
      ("pretty JSON", json, "{\n  \"login\": \"x\",\n  \"«K»\" : \"CANARY\"\n}"),
      ("JSON in JSON", { json(json($0)) }, "{\"m\":\"{\\\"«K»\\\":\\\"CANARY\\\",\\\"y\\\":1}\"}"),
      ("JSON name and value", json, "{\"name\":\"«K»\",\"value\":\"CANARY\"}"),
      ("print_r", { $0 }, "Array\n(\n    [login] => x\n    [«K»] => CANARY\n    [y] => z\n)\n"),
      ("print_r last", { $0 }, "Array\n(\n    [login] => x\n    [«K»] => CANARY\n)\n"),
      ("print_r object", { $0 }, "X Object\n(\n    [«K»:protected] => CANARY\n    [y:X:private] => z\n)\n"),
      ("print_r in a line", { $0 }, "Array ( [login] => x [«K»] => CANARY [y] => z )"),
      ("print_r over lines", { "\($0)\n\($0)" }, "Array\n(\n    [«K»] => CANARY\n    [y] => z\n)\n"),
      ("var_export", php, "array (\n  'login' => 'x',\n  '«K»' => 'CANARY',\n)"),
      ("var_dump", { $0 }, "array(1) {\n  [\"«K»\"]=>\n  string(LENGTH) \"CANARY\"\n}"),
      ("var_dump object", { $0 }, "object(X)#1 (1) {\n  [\"«K»\":protected]=>\n  string(LENGTH) \"CANARY\"\n}"),
      ("serialize", { $0 }, "a:1:{s:8:\"«K»\";s:LENGTH:\"CANARY\";}"),
      ("option", shell, "/usr/bin/x --«K» 'CANARY' -v"),
      ("option with =", shell, "/usr/bin/x --«K»='CANARY' -v"),
      ("query", url, "GET /x?login=y&«K»=CANARY&z=1 HTTP/1.1"),
      ("query first", url, "http://a.example/x?«K»=CANARY"),
      ("JDBC", url, "jdbc:mysql://db:3306/configdb?user=x&«K»=CANARY&y=z"),
      ("object", json, "Credentials [login=x, «K»=\"CANARY\"] y"),
      ("SQL", php, "UPDATE t SET «K»='CANARY' WHERE a=1"),
    ]
    return templates.map { fill($0, key, canary) } + markup(key, canary) + (isBare(canary) ? bare(key, canary) : [])
  }

  /// Whether the password may stand without quotes.
  static func isBare(_ canary: String) -> Bool { !canary.contains { " \"'<>&".contains($0) } }

  static func bare(_ key: String, _ canary: String) -> [CanaryForm] {
    [
      "login=x «K»=CANARY y=z", "login=x, «K»=CANARY, y=z", "x; «K»=CANARY; y=z", "login: x, «K»: CANARY",
      "«K» => CANARY",
      "Credentials [login=x, «K»=CANARY]", "Credentials(login: x, «K»: CANARY) y", "[ \n  login: x\n  «K»: CANARY\n]",
      "auth=Credentials [login=x, «K»=CANARY] z", "mysql:host=h;dbname=d;«K»=CANARY", "x --«K» CANARY y",
      "x --«K»=CANARY y", "(«K»=CANARY)", "X-«K»: CANARY", "{login=x, «K»=CANARY}", "the «K»:CANARY.",
    ].map { fill((name: $0, { $0 }, $0), key, canary) }
  }

  static func markup(_ key: String, _ canary: String) -> [CanaryForm] {
    let templates: [(name: String, escaping: (String) -> String, template: String)] = [
      ("element", xml, "<a><«K»>CANARY</«K»><b>c</b></a>"),
      ("prefixed", xml, "<ns1:a><ns1:«K» xsi:type=\"xsd:string\">CANARY</ns1:«K»><b>c</b></ns1:a>"),
      ("CDATA", { $0 }, "<a><«K»><![CDATA[CANARY]]></«K»></a>"),
      ("over lines", xml, "<a>\n  <«K»\n    type=\"x\">\n    CANARY\n  </«K»>\n</a>"),
      ("nested", xml, "<a><«K»><value>CANARY</value></«K»></a>"),
      ("map", xml, "<item><key xsi:type=\"x\">«K»</key><value xsi:type=\"x\">CANARY</value></item>"),
      ("named element", xml, "<setting name=\"«K»\">CANARY</setting>"),
      ("named value", xml, "<setting id=\"«K»\"><value>CANARY</value></setting>"),
      ("auth", xml, "<ns:auth><login>x</login><«K»>CANARY</«K»></ns:auth>"),
    ]
    let elements = templates.map { form -> CanaryForm in
      var filled = fill(form, key, canary)
      filled.hasEndTag = true
      return filled
    }
    let attributes = [
      fill(("attribute", html, "<a «K»=\"CANARY\" b=\"c\"/>"), key, canary),
      fill(("value attribute", html, "<param name=\"«K»\" value=\"CANARY\"/>"), key, canary),
      fill(("single quotes", html, "<a b='c' «K»='CANARY'>"), key, canary),
    ]
    let escaped = elements.flatMap { form in
      [
        form.wrapped("entities", escaping: xml) { $0 },
        form.wrapped("twice escaped", escaping: { xml(xml($0)) }) { $0 },
        form.wrapped(
          "JSON with hex tags",
          escaping: {
            json($0).replacing("<", with: "\\u003C").replacing(">", with: "\\u003E")
          }
        ) { "{\"x\":\"\($0)\"}" },
        form.wrapped("envelope", escaping: { $0 }) {
          "<soap:Envelope xmlns:soap=\"x\"><soap:Body>\($0)</soap:Body></soap:Envelope>"
        },
      ]
    }
    return elements + attributes + escaped
  }

  /// Forms in which the value stands without a telling name.
  static func nameless(_ canary: String) -> [CanaryForm] {
    var templates: [(name: String, escaping: (String) -> String, template: String)] = [
      (
        "frame", cut,
        "#3 /path/file.php(214): OXContext->create('pleskcustomer3_41', 'CANARY', Object(Credentials), Array, NULL, 12)\n#4 {main}"
      ),
      ("frame first", cut, "#0 /a.php(1): mysql_connect('CANARY', 'a.example')\n#1 {main}"),
      ("frame last", cut, "#0 [internal function]: X::y(Array, 'CANARY')\n#1 {main}"),
      ("frames in a line", cut, "#0 /a.php(1): X->y('CANARY', 12) #1 /b.php(2): Y->z('CANARY') #2 {main}"),
      ("escaped frames", cut, "#0 /a.php(1): X->y('CANARY', 12)\\n#1 /b.php(2): Y->z('CANARY')\\n#2 {main}"),
      ("quoted frames", { php(cut($0)) }, "x '#0 /a.php(1): X->y(\\'CANARY\\', 12)\\n#1 {main}'"),
      ("HTML frames", { html(cut($0)) }, "#0 /a.php(1): X-&gt;y(&#039;CANARY&#039;, 12)\n#1 {main}"),
      ("JSON frames", { json(cut($0)) }, "{\"trace\":\"#0 /a.php(1): X-\\u003Ey('CANARY', 12)\\n#1 {main}\"}"),
      ("namespace", cut, "#0 /a.php(1): A\\B\\connect('CANARY')\n#1 /a.php(2): A\\B->{closure}('CANARY')\n#2 {main}"),
      ("cut frame", cut, "x '#0 /a.php(1): X->y('CANARY"),
      ("cut frame in wrapper", cut, "Output stream: '#0 /a.php(1): X->y('CANARY'. Error stream: 'x'."),
      (
        "Odin", cut,
        "failed - returned value: 255 output: 'Fatal error: Uncaught x #0 /a(1): OX->create('CANARY', 'CANARY') #1 {main}' errors: ''"
      ),
      ("__soapCall", cut, "#0 /a.php(1): SoapClient->__soapCall('create', 'CANARY', Array)"),
      (
        "uncaught", cut,
        "PHP Fatal error:  Uncaught SoapFault exception: [HTTP] Forbidden in /a.php:1\nStack trace:\n#0 /a.php(1): A\\B\\X->y('CANARY')\n#1 {main}\n  thrown in /a.php on line 1"
      ),
      ("OX tool", shell, "/opt/open-xchange/sbin/createadmin -A oxadminmaster -P 'CANARY' -u a"),
      ("OX tool, two", shell, "createcontext -A oxadminmaster -P 'CANARY' -c 7 -p 'CANARY' -q 1"),
      ("argument list", json, "[\"createuser\",\"-P\",\"CANARY\",\"-u\"]"),
      (
        "database login", { $0 },
        "DB_main_NAME=ox\nDB_main_LOGIN=CANARY\nDB_main_PASSWORD=CANARY\nDB_main_HOST=localhost"
      ),
      ("some setting", { $0 }, "SETTINGS_whatever=CANARY\nSETTINGS_locale=de_DE"),
      (
        "some setting, print_r", { $0 },
        "Array\n(\n    [SETTINGS_whatever] => CANARY\n    [SETTINGS_locale] => de_DE\n)"
      ),
      ("user part", url, "Could not open https://oxadmin:CANARY@ox.example/webservices/X?wsdl"),
      ("user part, JSON slashes", url, "{\"u\":\"https:\\/\\/oxadmin:CANARY@ox.example\\/x\"}"),
      ("database address", url, "mysql://ox:CANARY@db:3306/ox"),
      ("basic", url, "POST /x HTTP/1.1\r\nAuthorization: Basic CANARY\r\nHost: a.example\r\n"),
      ("bearer", url, "curl -H 'Authorization: Bearer CANARY' https://a.example/"),
      ("proxy", url, "Proxy-Authorization: Basic CANARY\n"),
      ("header token", url, "X-Auth-Token: CANARY\nHost: x"),
      ("cookie", url, "Host: x\nCookie: a=b; c=CANARY; d=e\nAccept: *"),
      ("set cookie", url, "Set-Cookie: JSESSIONID=CANARY; Path=/"),
      ("session", url, "https://ox.example/ajax/login;JSESSIONID=CANARY?x=y"),
      ("PEM", { $0 }, "-----BEGIN RSA PRIVATE KEY-----\nMIIE\nCANARY\nabc\n-----END RSA PRIVATE KEY-----\n"),
      ("identified by", php, "SET PASSWORD = PASSWORD('CANARY')"),
      ("grant", php, "GRANT ALL ON *.* TO 'ox'@'localhost' IDENTIFIED BY 'CANARY'"),
      ("setter", { php(cut($0)) }, "X->setPassword('CANARY')"),
      (
        "broken envelope", xml,
        "<soap:Envelope xmlns:soap=\"x\"><soap:Body><ns:create><ns:displayname>CANARY</ns:displayname></ns:wrong></soap:Body></soap:Envelope>"
      ),
      (
        "broken escaped envelope", { xml(xml($0)) },
        "&lt;soap:Envelope&gt;&lt;soap:Body&gt;&lt;a&gt;CANARY&lt;/a&gt;&lt;b&gt;CANARY"
      ),
    ]
    if isBare(canary) {
      templates += [
        ("bare option", { $0 }, "/opt/open-xchange/sbin/createadmin -A oxadminmaster -P CANARY -u a -p CANARY"),
        ("mysql option", { $0 }, "mysql -uroot -pCANARY openexchange"),
        ("raw user part", { $0 }, "https://oxadmin:CANARY@ox.example/"),
      ]
    }
    return templates.map { fill($0, "", canary) }
  }

  /// What PHP shows of a string argument.
  static func cut(_ text: String) -> String { text.utf8.count > 15 ? String(text.prefix(15)) + "..." : text }

  static func fill(
    _ form: (name: String, escaping: (String) -> String, template: String), _ key: String, _ canary: String
  ) -> CanaryForm {
    let written = form.escaping(canary)
    let text = form.template.replacing("«K»", with: key).replacing("LENGTH", with: String(canary.utf8.count))
      .replacing("CANARY", with: written)
    return CanaryForm(name: "\(form.name) \(key)", text: text, written: written, canary: canary)
  }
}
