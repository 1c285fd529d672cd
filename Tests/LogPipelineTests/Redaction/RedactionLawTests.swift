import Foundation
import TestSupport
import Testing

@testable import LogPipeline

/// What holds for every text, whatever its form.
@Suite struct RedactionLawTests {
  @Test func `equal secrets get equal placeholders, other secrets and other keys other ones`() {
    let text = redacted("password=abc\nuser_password: abc\npwd='abd'")
    let digits = text.split(separator: "[redacted:").dropFirst().map { String($0.prefix(6)) }
    #expect(digits.count == 3)
    #expect(digits[0] == digits[1])
    #expect(digits[0] != digits[2])
    #expect(redacted("password=abc", key: 2) != redacted("password=abc", key: 1))
  }

  @Test func `a secret has one placeholder however it is escaped`() {
    let texts = ["<password>a&amp;\"b</password>", "{\"password\":\"a&\\\"b\"}", "password='a&\"b'"]
    let placeholders = texts.map { text in
      redacted(text).split(separator: "[redacted:").last.map { String($0.prefix(6)) }
    }
    #expect(Set(placeholders).count == 1)
  }

  @Test func `what is redacted stays as it is when it is redacted again`() {
    var changed: [String] = []
    var redactor = Redactor(hash: testHash())
    for form in CanaryForm.all {
      let once = redactor.redact(form.text).string
      let twice = redactor.redact(once).string
      if once != twice { changed.append("\(form.name)\n  in: \(form.text)\n  1: \(once)\n  2: \(twice)") }
    }
    let report = "\(changed.count) forms\n" + changed.prefix(10).joined(separator: "\n")
    #expect(changed.count == 0, Comment(rawValue: report))
  }

  @Test func `folding turns every placeholder into one word`() {
    var redactor = Redactor(hash: testHash())
    let text = redactor.redact("x password=abc and secret=def [redacted: x]")
    #expect(text.foldingPlaceholders.string == "x password=[redacted] and secret=[redacted] [redacted: x]")
  }

  @Test func `a record beyond the limit is withheld from there on`() {
    var limits = RedactionLimits()
    limits.recordBytesMax = 20
    var redactor = Redactor(hash: testHash(), limits: limits)
    let text = redactor.redact("0123456789 abc 6789 clean text password=abc")
    #expect(text.string == "0123456789 abc 6789 " + String(decoding: Placeholder.withheld, as: UTF8.self))
    #expect(redactor.findings.withheldCount == 1)
  }

  @Test func `a record that costs too much is withheld from there on`() {
    var limits = RedactionLimits()
    limits.workBytesMin = 30
    limits.workPerByte = 0
    var redactor = Redactor(hash: testHash(), limits: limits)
    let text = redactor.redact("password=abc, secret='012345678901234567890123456789', token=hidden, #0 a->b('hidden')")
    #expect(!text.string.holds("hidden"))
    #expect(text.string.hasSuffix(String(decoding: Placeholder.withheld, as: UTF8.self)))
  }

  @Test func `the gate lets through every form that the scanner knows`() {
    var missed: [String] = []
    var redactor = Redactor(hash: testHash())
    for form in CanaryForm.all {
      var scanner = SecretScanner(Array(form.text.utf8), limits: RedactionLimits())
      let secrets = scanner.secrets()
      if !secrets.isEmpty, redactor.redact(form.text).string == form.text { missed.append(form.text) }
    }
    #expect(missed.count == 0, Comment(rawValue: missed.prefix(10).joined(separator: "\n")))
  }

  /// Divided ones too, where the letters of no telling word stand side by side.
  @Test(
    arguments: [
      ("adminPassword", .secret), ("PW", .secret), ("user_psw", .secret), ("apspackages_p_w", .secret),
      ("create_p-w", .secret), ("pass-phrase", .secret), ("sec-ret", .secret), ("TOKEN", .secret), ("api_key", .secret),
      ("kennwort", .secret), ("ken-nwort", .secret), ("JSESSIONID", .secret), ("DB_main_LOGIN", .secret),
      ("SETTINGS_x", .setting), ("cre_dentials", .group), ("auth", .group), ("aut-h", .group), ("Cookie", .cookie),
      ("Proxy-Authorization", .authorization), ("aut_horization", .authorization),
      ("com.openexchange.password.admin", .secret), ("db-pas_sword", .secret), ("to-ken", .secret), ("create", nil),
      ("apspackages", nil), ("reset", nil), ("OXWorker-1", nil), ("autumn", nil), ("worker", nil),
      ("open-xchange", nil),
      ("p_w", nil), ("p", nil), ("db", nil), ("", nil),
    ] as [(String, CredentialKey?)])
  func `a name is judged by the words it holds`(name: String, key: CredentialKey?) {
    #expect(CredentialKey(Array(name.utf8)[...]) == key)
  }

  @Test func `bytes that are no text become visible and nothing else changes`() {
    var redactor = Redactor(hash: testHash())
    let bytes: [UInt8] = [0x61, 0xFF, 0x00, 0xC3, 0xA4, 0xE2, 0x82, 0x62]
    let text = unsafe redactor.redact(bytes.span.bytes)
    #expect(text.string == "a\\xFF\u{0}ä\\xE2\\x82b")
  }

  @Test(arguments: ["-P secret", "password=secret", "#0 /a.php(1): X->y('secret')"])
  func `the example password of the wiki page is said`(text: String) {
    var redactor = Redactor(hash: testHash())
    let output = redactor.redact("/opt/open-xchange/sbin/createadmin -A oxadminmaster " + text)
    #expect(redactor.findings.usesExamplePassword)
    #expect(redactor.findings.replacedCount == 1)
    #expect(!output.string.holds("secret"))
  }

  @Test func `other passwords are not taken for the example`() {
    var redactor = Redactor(hash: testHash())
    _ = redactor.redact("password=secret1 a secret, login=secret")
    #expect(!redactor.findings.usesExamplePassword)
  }

  @Test func `pieces and lines of redacted text are redacted text`() {
    var redactor = Redactor(hash: testHash())
    let text = redactor.redact("äbc\r\ndef")
    #expect(text.piece(2..<4).string == "bc")
    #expect(text.piece(6..<99).string == "def")
    #expect(text.firstLine.string == "äbc")
  }
}

/// No input makes the redactor trap, and none makes it slow.
@Suite struct RedactionHardshipTests {
  @Test(arguments: [1, 2, 3] as [UInt64])
  func `forms torn to pieces and mixed never trap`(seed: UInt64) {
    var state = seed
    func number(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let forms = CanaryForm.all.map { Array($0.text.utf8) }
    var redactor = Redactor(hash: testHash())
    for _ in 0..<4_000 {
      var bytes: [UInt8] = []
      for _ in 0..<3 {
        let form = forms[number(forms.count)]
        let start = number(form.count)
        bytes += form[start..<start + number(form.count - start + 1)]
      }
      for _ in 0..<number(4) where !bytes.isEmpty { bytes[number(bytes.count)] = UInt8(number(256)) }
      _ = unsafe redactor.redact(bytes.span.bytes)
    }
  }

  /// The processor's time for this thread: other tests run beside.
  private static var ownSeconds: Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec
  }

  @Test(arguments: [
    "<password>", "<password></x>", "<password><b></b>", "://", "://a:", "://a:b", "password '", "password='", "'",
    "#0 a->b('", "a->b('x', ", "<soap:Envelope>", "<soap:Envelope b=\"x>", "[password] => ", "[auth] => Array ",
    "(password=a ", "\\", "&amp;", "&lt;", "password=", "\"password\":{", "-----BEGIN PRIVATE KEY", " -p x",
    "sbin -p x\n",
    "<a b=\"x>", "<setting name=\"password\"", "name=\"password\" ", "password\n", "[redacted:", "'\\''", "cookie: a\n",
    "<password", "</password>", "password ", "a::b('abcdefghij...', ",
  ])
  func `a repeated opening costs what the limit allows`(opening: String) {
    let bytes = Array(String(repeating: opening, count: 64 * 1024 / opening.utf8.count).utf8)
    var scanner = SecretScanner(bytes, limits: RedactionLimits())
    let start = Self.ownSeconds
    _ = scanner.secrets()
    // Debug builds are about thirty times slower than what is shipped; quadratic work took minutes.
    #expect(Self.ownSeconds - start < 20)
  }
}
