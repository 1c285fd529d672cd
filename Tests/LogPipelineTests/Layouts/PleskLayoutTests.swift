import TestSupport
import Testing

@testable import LogPipeline

struct PleskLayoutTests {
  static let read: [(layout: String, row: HeadRow)] = [
    ("plesk-zend", HeadRow("2012-05-24T12:13:14+02:00 EMERG (0): a", .emergency, "2012-05-24T12:13:14.000 120", "a")),
    (
      "plesk-zend",
      HeadRow("2012-05-24T12:13:14-0330 NOTICE (5): a (b): c", .notice, "2012-05-24T12:13:14.000 -210", "a (b): c")
    ),
    ("plesk-zend", HeadRow("2012-05-24 12:13:14 CRIT (2):", .critical, "2012-05-24T12:13:14.000", "")),
    ("plesk-bracketless", HeadRow("2024-02-22 10:15:03 ALERT [panel] a", .alert, "2024-02-22T10:15:03.000", "a")),
    (
      "plesk-bracketless",
      HeadRow("2024-02-22 10:15:03.5 7:... WARN [panel] [b] c", .warning, "2024-02-22T10:15:03.500", "[b] c")
    ),
    ("plesk-bracketless", HeadRow("2024-02-29 10:15:03 INFO [extension/git]", .info, "2024-02-29T10:15:03.000", "")),
    ("plesk-nginx", HeadRow("2022/05/17 10:33:19 [crit] 1#0: a", .critical, "2022-05-17T10:33:19.000", "a")),
    (
      "plesk-nginx",
      HeadRow(
        "2022/05/17 10:33:19 [error] 1#0: *77 upstream timed out", .error, "2022-05-17T10:33:19.000",
        "upstream timed out")
    ),
    (
      "plesk-php",
      HeadRow(
        "[17-May-2022 10:33:19 Europe/Berlin] PHP Fatal error:  Uncaught x", .error, "2022-05-17T10:33:19.000",
        "PHP Fatal error:  Uncaught x")
    ),
    (
      "plesk-php",
      HeadRow("[17-May-2022 10:33:19.123456] ALERT: [pool a] x", .alert, "2022-05-17T10:33:19.123", "ALERT: [pool a] x")
    ),
    ("plesk-php", HeadRow("[07-Dec-2022 10:33:19 UTC] x: y", .warning, "2022-12-07T10:33:19.000 0", "x: y")),
    (
      "plesk-php",
      HeadRow(
        "[17-May-2022 10:33:19 America/Argentina/Buenos_Aires] PHP Parse error:  x", .error, "2022-05-17T10:33:19.000",
        "PHP Parse error:  x")
    ),
  ]

  @Test(arguments: read)
  func `a head tells level, time and message`(layout: String, row: HeadRow) throws {
    let head = try #require(ReadHead(row.text))
    #expect(head.layout == layout)
    #expect(head.level == row.level)
    #expect(head.time == row.time)
    #expect(head.message == row.message)
  }

  static let refused = [
    "2012-05-24T12:13:14+02:00 ERR (8): x", "2012-05-24T12:13:14+02:00 err (3): x",
    "x 2012-05-24T12:13:14+02:00 ERR (3): x",
    "2024-02-22 10:15 ERR [panel] x", "2024-02-22 10:15:03 ERR [] x", "2024-02-22 10:15:03,123 ERR [panel] x",
    "22/05/17 10:33:19 [error] 1#0: x", "2022/05/17 10:33:19 [error] x", "[17-May-22 10:33:19] x", "[17-May-2022] x",
  ]

  @Test(arguments: refused)
  func `what only resembles a head of Plesk is none`(text: String) {
    #expect(ReadHead(text) == nil)
  }

  @Test func `a request's id tells its start also without brackets`() throws {
    let record = try #require(frame("2024-02-22 10:15:03.123 812:61bf2c594eb73 ERR [panel] x").first)
    #expect(record.record.head?.requestStart == 0x61bf_2c59)
  }

  /// What the panel's PHP says, in each of the logs that may hold it.
  static let failures = [
    "2012-05-24T12:13:14+02:00 ERR (3): «X»", "2024-02-22 10:15:03 ERR [panel] «X»",
    "2022/05/17 10:33:19 [error] 1234#0: *5 FastCGI sent in stderr: \"PHP message: PHP Fatal error:  Uncaught «X»\" while reading response header from upstream",
    "[17-May-2022 10:33:19 Europe/Berlin] PHP Fatal error:  Uncaught «X»",
    "[17-May-2022 10:33:19] WARNING: [pool plesk] child 4711 said into stderr: \"PHP message: PHP Fatal error:  Uncaught «X»\"",
  ]

  @Test(arguments: failures)
  func `a fault is the same failure in every log of Plesk`(form: String) throws {
    let fault =
      "SoapFault exception: [soap:Server] Context 19 already exists! in /opt/psa/var/apspackages/ox/scripts/configure.php:12\nStack trace:\n#0 {main}"
    let event = try #require(firstEvent(of: form.replacing("«X»", with: fault))).event
    #expect(event.side == .plesk)
    #expect(event.kind == .failure)
    #expect(event.findings.first?.cause == "context.exists")
    #expect(event.findings.first?.captures[.contextID]?.string == "19")
    #expect(event.faultTexts.contains { $0.text.string == "Context 19 already exists!" })
  }
}
