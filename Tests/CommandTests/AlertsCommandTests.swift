import Foundation
import GRDB
import TestSupport
import Testing

@testable import oxtail

/// Alerts and mailed reports as they reach people: through a real HTTP receiver, a real SMTP server, and a program.
struct AlertsCommandTests {
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private var db: String { directory.path + "/case.db" }

  /// Failures of two Plesk hosts and more domains, a minute ago.
  private func index(hosts: Int = 1, domains: Int = 3) throws {
    let time = Date(timeIntervalSinceNow: -60).formatted(
      Date.ISO8601FormatStyle(dateTimeSeparator: .space, includingFractionalSeconds: false, timeZone: .gmt)
    ).prefix(19)
    for host in 0..<hosts {
      let log = (0..<domains).map {
        "[\(time)] ERR [panel] Configuration of Open-Xchange for d\($0).example failed: SoapFault exception: [HTTP] Service Unavailable\n"
      }
      try directory.write("logs/plesk\(host)/panel.log", log.joined())
    }
    #expect(try Program.run("index", directory.path + "/logs", "--db", db).status == 0)
  }

  private func oxtail(_ arguments: String...) throws -> Program.Run {
    try Program.run(arguments + ["--config", directory.path + "/c.yaml"])
  }

  private func deliver() throws -> Program.Run { try oxtail("alerts", "deliver", "--db", db) }

  private func configure(_ yaml: String) throws {
    try directory.write("c.yaml", yaml.replacing("HERE/", with: directory.path + "/"))
  }

  /// A sendmail that speaks SMTP with a server.
  private func smtpSendmail(_ server: LocalServer) throws {
    try directory.script(
      "sendmail",
      """
      while [ "$1" != -- ]; do shift; done; shift
      for a; do set -- "$@" --mail-rcpt "$a"; shift; done
      exec curl -q -s --mail-from oxtail@test.example "$@" --upload-file - smtp://127.0.0.1:\(server.port)
      """)
  }

  @Test func `doctor tells what was given up and what waits in vain, with the next step`() throws {
    func doctor() throws -> Program.Run {
      try Program.run(["doctor", directory.path + "/logs", "--db", db, "-o", "json"])
    }
    try configure(
      """
      receivers: [{name: team, command: [/bin/false]}]
      alerts: [{name: all, to: [team]}]
      """)
    try index()
    #expect(try !doctor().output.contains("\"alerts\""))
    _ = try deliver()
    let waiting = try doctor()
    #expect(waiting.output.contains("1 message was tried in vain, and will be again for three days"))
    #expect(waiting.output.contains("oxtail alerts deliver --list"))
    try DatabaseQueue(path: db + ".deliveries").write {
      try $0.execute(sql: "UPDATE delivery SET due_ms = 0, made_ms = made_ms - 4 * 86400000")
    }
    _ = try deliver()
    let before = try Data(contentsOf: URL(filePath: db + ".deliveries"))
    let run = try doctor()
    #expect(
      run.output.contains("1 message was not delivered within three days, the last for team on "), "\(run.output)")
    #expect(run.output.contains("oxtail alerts test"))
    #expect(!run.output.contains("tried in vain"))
    #expect(try Data(contentsOf: URL(filePath: db + ".deliveries")) == before)
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/curl")))
  func `a webhook is told once, signed, and again when it did not answer well`() throws {
    let server = LocalServer.http([503, 200])
    try directory.write("key", "s3cr3t\n")
    try directory.write("url", "http://127.0.0.1:\(server.port)/hooks/t0k3n\n")
    try configure(
      """
      receivers: [{name: chat, webhook_file: HERE/url, secret_file: HERE/key}]
      alerts: [{name: all, to: [chat]}]
      """)
    try index(hosts: 2, domains: 20)
    let first = try deliver()
    #expect(first.status == 0)
    #expect(first.errors.contains("not sent to chat: HTTP 503; tried again after "))
    #expect(!first.errors.contains("t0k3n") && !first.errors.contains("s3cr3t"))
    #expect(try deliver().errors.isEmpty)
    #expect(server.heard.count == 1)
    let list = try oxtail("alerts", "deliver", "--list", "--db", db)
    #expect(list.outputLines.count == 2 && list.output.contains("chat"))
    // One that was kept comes again; nobody waits half a minute for that here.
    try DatabaseQueue(path: db + ".deliveries").write { try $0.execute(sql: "UPDATE delivery SET due_ms = 0") }
    #expect(try deliver().errors.isEmpty)
    #expect(try deliver().errors.isEmpty)
    try #require(server.heard.count == 2)
    let (one, two) = (Request(server.heard[0]), Request(server.heard[1]))
    #expect(
      one.body == two.body && one["Idempotency-Key"] == two["Idempotency-Key"]
        && one.line.hasPrefix("POST /hooks/t0k3n "))
    let signature = try Program.run(
      ["dgst", "-sha256", "-hmac", "s3cr3t"], input: Array("\(two["X-Oxtail-Timestamp"]).\(two.body)".utf8),
      program: "/usr/bin/openssl")
    #expect("sha256=" + (signature.output.split(separator: " ").last ?? "").prefix(64) == two["X-Oxtail-Signature"])
    // One message, however many subjects, hosts and incidents it has.
    let document = try JSONValue(text: two.body)
    #expect(document["schema"]?.string == "oxtail.alert/1")
    #expect(document["text"]?.string?.contains("20 subjects") == true)
    #expect(document.list("alerts").count > 0)
    #expect(document.list("alerts").allSatisfy { $0["labels"]?["what"]?.string == "new" })
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/curl")))
  func `mails of alerts and reports arrive by SMTP`() throws {
    let server = LocalServer.smtp()
    try smtpSendmail(server)
    try configure(
      """
      sendmail: HERE/sendmail
      receivers: [{name: team, mail: [ops@example.org, b@example.org]}]
      alerts: [{name: all, to: [team], terms: [cause:transport.*]}]
      """)
    try index()
    #expect(try deliver().errors.isEmpty)
    let run = try oxtail("report", "--day", "-S", "now", "--mail", "lead@example.org", "--db", db)
    #expect(run.status == 0 && run.output.isEmpty && run.errors.isEmpty, "\(run.errors)")
    try #require(server.heard.count == 2)
    let (alert, report) = (server.heard[0], server.heard[1])
    for words in [
      "RCPT TO:<ops@example.org>", "RCPT TO:<b@example.org>", "\nSubject: [oxtail] new: ",
      "\nAuto-Submitted: auto-generated",
    ] {
      #expect(alert.contains(words), "\(words)")
    }
    #expect(alert.contains("List-Id: <alerts.oxtail.") && alert.contains("3 failures, 3 subjects on "))
    for words in [
      "RCPT TO:<lead@example.org>", "multipart/alternative", "text/plain", "text/html", "List-Id: <reports.oxtail.",
      ": 3 failures, ",
    ] {
      #expect(report.contains(words), "\(words)")
    }
    #expect(!report.contains("<script"))
  }

  @Test func `a report that cannot be sent is kept, and the same one once`() throws {
    try directory.script("sendmail", "[ -e \(directory.path)/up ] || exit 75; cat > \(directory.path)/mail")
    try configure("sendmail: HERE/sendmail")
    try index()
    for _ in 0..<2 {
      let run = try oxtail("report", "--day", "-S", "now", "--mail", "root", "--db", db)
      #expect(run.status == 0)
      #expect(run.errors.contains("ended with 75; tried again after "))
    }
    #expect(try oxtail("alerts", "deliver", "--list", "--db", db).outputLines.count == 2)
    try directory.write("up", "")
    try DatabaseQueue(path: db + ".deliveries").write { try $0.execute(sql: "UPDATE delivery SET due_ms = 0") }
    #expect(try deliver().errors.isEmpty)
    let mail = try String(contentsOfFile: directory.path + "/mail", encoding: .utf8)
    #expect(mail.contains("\nMessage-ID: <"))
    #expect(try oxtail("alerts", "deliver", "--list", "--db", db).errors == "oxtail: nothing waits\n")
  }

  @Test func `a test is told receiver by receiver, and what fails ends with 74`() throws {
    try directory.script("ok", "cat > \(directory.path)/in")
    try configure("receivers: [{name: a, command: [HERE/ok]}, {name: b, command: [/bin/false]}]")
    let run = try oxtail("alerts", "test")
    #expect(run.status == 74)
    #expect(
      run.output == "[OK] a, command \(directory.path)/ok\n[ERROR] b, command /bin/false: /bin/false ended with 1\n")
    #expect(try oxtail("alerts", "test", "a").status == 0)
    #expect(try oxtail("alerts", "test", "c").status == 64)
    let document = try JSONValue(text: String(contentsOfFile: directory.path + "/in", encoding: .utf8))
    #expect(document["text"]?.string?.contains("Nothing happened") == true)
  }

  @Test func `an incident that is new is not called open, whoever met the same before`() throws {
    for (host, ago) in [-120.0, -60].enumerated() {
      let time = Date(timeIntervalSinceNow: ago).formatted(
        Date.ISO8601FormatStyle(dateTimeSeparator: .space, includingFractionalSeconds: false, timeZone: .gmt)
      ).prefix(19)
      // Who may call is each Plesk host's own affair.
      try directory.write(
        "logs/plesk\(host)/panel.log",
        "[\(time)] ERR [panel] Configuration of Open-Xchange for d.example failed: SoapFault exception: [HTTP] Forbidden\n"
      )
    }
    try configure(
      """
      receivers: [{name: a, command: [/bin/false]}]
      alerts: [{name: all, to: [a], cool_down: 0s}]
      """)
    #expect(try Program.run("index", directory.path + "/logs", "--db", db).status == 0)
    func preview() throws -> String { try oxtail("alerts", "preview", "--since", "1h", "--db", db).output }
    let output = try preview()
    #expect(output.ranges(of: "NEW: ").count == 2 && !output.contains(" · now "), "\(output)")
    let id = try #require(output.firstMatch(of: /oxtail show (OX-\w+)/)?.output.1)
    #expect(try Program.run("resolve", String(id), "--db", db).status == 0)
    #expect(try preview().contains("now resolved"))
  }

  @Test func `a preview tells what would have been sent, and sends nothing`() throws {
    try configure(
      """
      receivers: [{name: a, command: [/bin/false]}]
      alerts:
      - {name: all, to: [a]}
      - {name: none, to: [a], terms: [host:nowhere]}
      """)
    try index(hosts: 2)
    let run = try oxtail("alerts", "preview", "--since", "1h", "--db", db)
    #expect(run.status == 0)
    #expect(run.output.contains("UTC  all to a: ") && run.output.contains("oxtail show OX-"))
    for line in run.outputLines { #expect(line.count <= 80, "\(line)") }
    #expect(run.errors.hasPrefix("oxtail: 1 message from "))
    #expect(try oxtail("alerts", "preview", "--since", "-1s", "--db", db).errors.hasPrefix("oxtail: 0 messages from "))
    #expect(try oxtail("alerts", "preview", "--since", "soon", "--db", db).status == 64)
    let turned = try oxtail("alerts", "preview", "-S", "2021-01-01", "-U", "2020-01-01", "--db", db)
    #expect(turned.status == 64 && turned.errors.contains("is not before --until"))
    #expect(!FileManager.default.fileExists(atPath: db + ".deliveries"))
  }
}

/// What a webhook was sent.
private struct Request {
  let line: String
  let body: String
  private let headers: [String: String]

  init(_ text: String) {
    let parts = text.split(separator: "\n\n", maxSplits: 1).map(String.init)
    let lines = parts[0].split(separator: "\n").map(String.init)
    line = lines[0]
    body = parts.count > 1 ? parts[1] : ""
    headers = Dictionary(
      lines.dropFirst().map { line in
        let pair = line.split(separator: ":", maxSplits: 1).map(String.init)
        return (pair[0].lowercased(), pair[1].trimmingCharacters(in: .whitespaces))
      }, uniquingKeysWith: { first, _ in first })
  }

  subscript(name: String) -> String { headers[name.lowercased()] ?? "" }
}
