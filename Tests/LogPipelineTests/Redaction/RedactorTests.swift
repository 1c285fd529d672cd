import Testing

@testable import LogPipeline

/// A repeatable stand-in for the HMAC: FNV-1a over key and text.
func testHash(key: UInt64 = 1) -> KeyedHash {
  KeyedHash { bytes in
    var state: UInt64 = 0xCBF2_9CE4_8422_2325 ^ key &* 0x9E37_79B9_7F4A_7C15
    for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
    state ^= state >> 29
    state = state &* 0xBF58_476D_1CE4_E5B9
    return (0..<8).map { UInt8(truncatingIfNeeded: state >> UInt64(56 - 8 * $0)) }
  }
}

func redacted(_ text: String, key: UInt64 = 1) -> String {
  var redactor = Redactor(hash: testHash(key: key))
  return redactor.redact(text).string
}

/// The redacted text with every placeholder as `•`, to be read beside the input.
func shown(_ text: String) -> String {
  var redactor = Redactor(hash: testHash())
  let folded = redactor.redact(text).foldingPlaceholders.string
  return folded.split(separator: "[redacted]", omittingEmptySubsequences: false).joined(separator: "•")
}

@Suite struct RedactorTests {
  @Test(arguments: [
    // PHP frames
    (
      #"#3 /usr/share/x/OX.php(214): OXContext->create('pleskcustomer3_41', 's3cr3t', Object(Credentials), Array, NULL, 12)"#,
      #"#3 /usr/share/x/OX.php(214): OXContext->create('pleskcustomer3_41', '•', Object(Credentials), Array, NULL, 12)"#
    ),
    (
      #"#0 /a/b.php(1): SoapClient->__soapCall('getContextWithId', Array)\n#1 /a.php(2): f('hunter2hunter2h...', 'info@customer.example')\n#2 {main}"#,
      #"#0 /a/b.php(1): SoapClient->__soapCall('getContextWithId', Array)\n#1 /a.php(2): f('•...', 'info@customer.example')\n#2 {main}"#
    ),
    (
      "#0 /a.php(1): X->y(&#039;p4ss&#039;, &#039;install&#039;) #1 {main}",
      "#0 /a.php(1): X->y(&#039;•&#039;, &#039;install&#039;) #1 {main}"
    ),
    (
      #"#0 /a.php(1): X->y(\'p4ss\', \'customer.example\')\n#1 {main}"#,
      #"#0 /a.php(1): X->y(\'•\', \'customer.example\')\n#1 {main}"#
    ),
    // Two writers' lines glued: the call sign is lost.
    (
      "with exreate('hosterpfau_59', 's3cr3t', Object(Credentials))",
      "with exreate('hosterpfau_59', '•', Object(Credentials))"
    ),
    (
      "Could not create John Doe\n#0 /a.php(1): X->y('John Doe', 'Jane Doe')",
      "Could not create John Doe\n#0 /a.php(1): X->y('John Doe', '•')"
    ),
    (
      "#0 /a.php(1): X->y('19', '4711', 'oxadminmaster', 'pleskcustomer1_...', 'my_long_secret_...')",
      "#0 /a.php(1): X->y('19', '•', 'oxadminmaster', '•...', '•...')"
    ),
    // A context's name and passwords that look like one
    (
      "#0 /a.php(1): OXContext->create('bluecustomers_1...', 'sommer_2015', Array)\n#1 /a.php(2): f('winter_2015')",
      "#0 /a.php(1): OXContext->create('bluecustomers_1...', '•', Array)\n#1 /a.php(2): f('•')"
    ),
    (
      "#0 /a.php(1): OXContext->create(Array, 'sommer_2015')\n#1 /a.php(2): OXContext->setPassword('winter_2015', 1)",
      "#0 /a.php(1): OXContext->create(Array, '•')\n#1 /a.php(2): OXContext->setPassword('•', 1)"
    ),
    (
      "#0 /a/Context.php(1): login('sommer_2015', 'herbst_...')\n#1 /a.php(2): A\\Context::create('blue_7')",
      "#0 /a/Context.php(1): login('•', '•...')\n#1 /a.php(2): A\\Context::create('blue_7')"
    ),
    (
      #"x '#0 /a.php(1): OXContext-&gt;create(&#039;blue_7&#039;, &#039;sommer_2015&#039;)\n#1 /a.php(2): createContext(\'blue_8\')'"#,
      #"x '#0 /a.php(1): OXContext-&gt;create(&#039;blue_7&#039;, &#039;•&#039;)\n#1 /a.php(2): createContext(\'blue_8\')'"#
    ),
    (
      "Context sommer_2015 is missing\n#0 /a.php(1): X->y('x', 'sommer_2015', 'winter_2015')",
      "Context sommer_2015 is missing\n#0 /a.php(1): X->y('•', 'sommer_2015', '•')"
    ),
    (
      #"#0 [internal function]: SoapClient->__doRequest('<?xml version="...', 'https://ox.exam...', 'https://u:pw@ox/', '', 1, 0)"#,
      #"#0 [internal function]: SoapClient->__doRequest('<?xml version="...', 'https://ox.exam...', 'https://u:•@ox/', '', 1, 0)"#
    ),
    (
      "#0 /a.php(1): X->y('jane.doe@exampl...', 'MyP@ssword12345...', 'p@abcdefghijklm...', 'jane@a.example', 'p@ssw0rd')",
      "#0 /a.php(1): X->y('jane.doe@exampl...', '•...', '•...', 'jane@a.example', '•')"
    ),
    // names and values
    (#"{"password":"a\", b","y":1}"#, #"{"password":"•","y":1}"#),
    (#"{"m":"{\"password\":\"a\\\", b\",\"y\":1}"}"#, #"{"m":"{\"password\":\"•\",\"y\":1}"}"#),
    (#"'password' => 'a\', b', 'y' => 1"#, #"'password' => '•', 'y' => 1"#),
    ("login=x password=y z", "login=x password=• z"),
    (
      "a\nSETTINGS_master_password=my secret\nSETTINGS_domain=a.example\n",
      "a\nSETTINGS_master_password=•\nSETTINGS_domain=a.example\n"
    ),
    ("DB_main_PASSWORD=abc\nDB_main_NAME=ox", "DB_main_PASSWORD=•\nDB_main_NAME=ox"),
    (#"{"login":"x","password":"a\"b","y":1}"#, #"{"login":"x","password":"•","y":1}"#),
    (#"{"m":"{\"password\":\"a\\\"b\",\"y\":1}"}"#, #"{"m":"{\"password\":\"•\",\"y\":1}"}"#),
    (
      "Array\n(\n    [password] => two\nlines\n    [name] => x\n)\n",
      "Array\n(\n    [password] => •\n    [name] => x\n)\n"
    ),
    ("[\"password\"]=>\n  string(3) \"abc\"\n", "[\"password\"]=>\n  string(3) \"•\"\n"),
    ("'user_password' => 'abc',", "'user_password' => '•',"),
    // XML
    (
      "<ns1:auth><ns1:login>x</ns1:login><ns1:password xsi:type=\"xsd:string\">y</ns1:password></ns1:auth>",
      "<ns1:auth><ns1:login>x</ns1:login><ns1:password xsi:type=\"xsd:string\">•</ns1:password></ns1:auth>"
    ),
    ("&lt;password&gt;y&lt;/password&gt; z", "&lt;password&gt;•&lt;/password&gt; z"),
    ("<password><![CDATA[a<b]]></password> z", "<password><![CDATA[•]]></password> z"),
    (
      "<credentials><login>x</login><password>y</password></credentials>",
      "<credentials><login>x</login><password>•</password></credentials>"
    ),
    (
      "<item><key>password</key><value>y</value></item><item><value>z</value></item>",
      "<item><key>password</key><value>•</value></item><item><value>z</value></item>"
    ),
    ("<value>z</value> token", "<value>z</value> token"),
    // options, addresses, headers
    (
      "/opt/open-xchange/sbin/createadmin -A oxadminmaster -P secret -u pleskcustomer1 -p 'se cret'",
      "/opt/open-xchange/sbin/createadmin -A oxadminmaster -P • -u pleskcustomer1 -p '•'"
    ),
    ("mkdir -p /var/lib/x", "mkdir -p /var/lib/x"),
    ("mysql -uroot -pabc db", "mysql -uroot -p• db"),
    ("get https://user:pw@host/x?password=a&b=c", "get https://user:•@host/x?password=•&b=c"),
    ("jdbc:mysql://h:3306/db?user=u&password=p", "jdbc:mysql://h:3306/db?user=u&password=•"),
    ("Authorization: Basic abc=\nHost: x", "Authorization: Basic •\nHost: x"),
    ("Cookie: a=b; c=d\r\nHost: x", "Cookie: •\r\nHost: x"),
    (
      "FINE: Credentials: login=x, password=y - Context[id=2]", "FINE: Credentials: login=x, password=• - Context[id=2]"
    ),
    ("Credentials [login=x, password=two words] y", "Credentials [login=x, password=•] y"),
    (
      "-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----",
      "-----BEGIN RSA PRIVATE KEY-----\n•\n-----END RSA PRIVATE KEY-----"
    ),
  ])
  func `a secret is replaced and its surroundings stay`(text: String, expected: String) {
    #expect(shown(text) == expected)
  }

  @Test(arguments: [
    "Authentication failed", "Master authentication for user: x", "wrong password for user 7", "Passwords do not match",
    " com.openexchange.session.contextId=19",
    "Access denied for user 'openexchange'@'localhost' (using password: YES)",
    "Mandatory members not set: password",
    "\tat com.openexchange.admin.rmi.impl.Credentials.java(Credentials.java:12)",
    "\tat com.openexchange.passwordchange.PasswordChange.perform(PasswordChange.java:412)",
    "com.openexchange.admin.rmi.exceptions.InvalidCredentialsException: Authentication failed",
    "Duplicate entry '5-7' for key 'PRIMARY'",
    "PWD=/root",
  ])
  func `a text without a secret stays`(text: String) {
    #expect(redacted(text) == text)
  }
}
