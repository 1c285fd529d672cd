import Foundation
import IncidentStore
import LogPipeline
import TestSupport
import Testing

@testable import OxtailService

/// Ways to receivers, with programs of the test's own at their ends.
struct CourierTests {
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private static let now = Instant(ms: 1_652_776_399_000)

  private func courier(_ yaml: String) throws -> Courier {
    Courier(
      try ConfigurationDecoder.decode(yaml.replacing("HERE/", with: directory.path + "/"), file: "c.yaml", home: nil),
      environment: ["PATH": "/usr/bin:/bin"])
  }

  private static func delivery(_ receiver: String, _ content: String = "{\"text\":\"x\"}") -> Delivery {
    Delivery(key: "0a1b", receiver: receiver, title: "t", content: Array(content.utf8), made: now)
  }

  private func written(_ name: String) throws -> String {
    try String(contentsOfFile: directory.path + "/" + name, encoding: .utf8)
  }

  @Test func `a command is given JSON on its input and arguments as they are written`() throws {
    let program = try directory.script(
      "page", "printf '%s\\n' \"$OXTAIL_ALERT_KEY\" \"$@\" > \(directory.path)/args; cat > \(directory.path)/in")
    let courier = try courier("receivers: [{name: r, command: [\(program), 'a b', $HOME]}]")
    #expect(courier.send(Self.delivery("r"), now: Self.now) == nil)
    #expect(try written("args") == "0a1b\na b\n$HOME\n")
    #expect(try written("in") == "{\"text\":\"x\"}")
  }

  @Test func `sendmail is given the mail, the addresses behind a double dash, and a sender where one is named`() throws
  {
    try directory.script("sendmail", "printf '%s\\n' \"$@\" > \(directory.path)/args; cat > \(directory.path)/in")
    let courier = try courier(
      "sendmail: HERE/sendmail\nreceivers: [{name: r, mail: [a@x.example, root], from: me@x.example}]")
    #expect(courier.send(Self.delivery("r", "the mail"), now: Self.now) == nil)
    #expect(try written("args") == "-i\n-f\nme@x.example\n--\na@x.example\nroot\n")
    #expect(try written("in") == "the mail")
    #expect(courier.send(Self.delivery("mailto:b@y.example,root"), now: Self.now) == nil)
    #expect(try written("args") == "-i\n--\nb@y.example\nroot\n")
  }

  @Test func `what fails says so in a line, and names no secret`() throws {
    let failing = try directory.script("failing", "echo 'no route' >&2; exit 75")
    _ = try directory.write("plain", "no program")
    _ = try directory.write("url", "http://127.0.0.1:1/hooks/s3cr3t\n")
    let courier = try courier(
      """
      sendmail: HERE/none
      receivers:
      - {name: failing, command: [\(failing)]}
      - {name: gone, command: [HERE/gone]}
      - {name: plain, command: [HERE/plain]}
      - {name: refused, webhook_file: HERE/url}
      - {name: nofile, webhook_file: HERE/nowhere}
      - {name: mail, mail: [root]}
      """)
    #expect(courier.send(Self.delivery("failing"), now: Self.now) == "\(failing) ended with 75: no route")
    for (name, reason) in [("gone", "No such file or directory"), ("plain", "Permission denied")] {
      let said = courier.send(Self.delivery(name), now: Self.now)
      #expect(said == "\(directory.path)/\(name) cannot be started: \(reason)")
    }
    #expect(courier.send(Self.delivery("nobody"), now: Self.now) == "no receiver of this name is configured any more")
    #expect(courier.send(Self.delivery("nofile"), now: Self.now) == "\(directory.path)/nowhere: no such file")
    #expect(
      courier.send(Self.delivery("mail"), now: Self.now)?.hasPrefix("there is no \(directory.path)/none: ") == true)
    let refused = try #require(courier.send(Self.delivery("refused"), now: Self.now))
    #expect(!refused.isEmpty && !refused.contains("s3cr3t"))
  }

  /// As `printf '1652776399.{}' | openssl dgst -sha256 -hmac key` prints it.
  @Test func `a request is signed as others would sign it`() {
    #expect(
      Courier.signature("1652776399", "{}", secret: "key")
        == "b2893dd327fffffdaf2b2eca619b7ed161d8e94ad937ab5ff32bee83ad4352ba")
    let settings = Courier.settings(
      Self.delivery("r", "{\"a\":\"\\\\ü\\n\"}"), address: "https://x.example/h", secret: nil, Self.now)
    #expect(settings.hasPrefix("url = \"https://x.example/h\"\nrequest = \"POST\"\n"))
    #expect(settings.hasSuffix("data-raw = \"{\\\"a\\\":\\\"\\\\\\\\ü\\\\n\\\"}\"\n"))
    #expect(settings.contains("header = \"Idempotency-Key: 0a1b\"\n") && !settings.contains("Signature"))
  }

  /// A combining mark behind a quote makes one Character of both; curl reads bytes.
  @Test func `a quote with a mark behind it does not end a value`() throws {
    let settings = Courier.settings(
      Self.delivery("r", "{\"a\":\"\\\"\u{301}\"}"), address: "https://x.example/h", secret: nil, Self.now)
    let line = try #require(settings.split(separator: "\n").last)
    #expect(Array(line.utf8) == Array(#"data-raw = "{\"a\":\"\\\"\#u{301}\"}""#.utf8))
  }
}

/// The file in which messages wait.
struct DeliveryFileTests {
  private static let now = Instant(ms: 1_652_776_399_000)

  private func delivery(_ key: String, _ receiver: String = "r") -> Delivery {
    Delivery(key: key, receiver: receiver, title: "t", content: [1, 2], made: Self.now)
  }

  @Test func `what waits survives a restart, is tried again later, and is forgotten when it arrived`() throws {
    let directory = try TemporaryDirectory()
    let index = directory.path + "/oxtail.db"
    do {
      let file = try DeliveryFile(besides: index)
      try file.add([delivery("a"), delivery("b")], rule: ("rule", RuleProgress(news: 7, sent: Self.now)))
      #expect(try file.keepFailed(delivery("a"), "no route", at: Self.now) == Self.now + 30_000)
      try file.keepSent(delivery("b"), at: Self.now)
    }
    let attributes = try FileManager.default.attributesOfItem(atPath: DeliveryFile.path(besides: index))
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    let file = try DeliveryFile(besides: index)
    #expect(try file.progress(of: "rule") == RuleProgress(news: 7, sent: Self.now))
    #expect(try file.progress(of: "other") == nil)
    #expect(try file.waiting(due: Self.now).isEmpty)
    let waiting = try file.waiting(due: Self.now + 30_000)
    #expect(waiting.map(\.key) == ["a"] && waiting.map(\.attempts) == [1] && waiting.map(\.error) == ["no route"])
    #expect(waiting.first?.content == [1, 2])
    // Whoever asks for it again gets it again.
    try file.add([delivery("b")])
    #expect(try file.waiting(due: Self.now).map(\.key) == ["b"])
    #expect(try file.keepFailed(waiting[0], "still", at: Self.now + 3 * 86_400_000) == nil)
    #expect(try file.givenUp() == 1)
  }

  @Test func `only one at a time sends`() throws {
    let directory = try TemporaryDirectory()
    let file = try DeliveryFile(besides: directory.path + "/oxtail.db")
    let turn = try #require(try file.turn())
    #expect(try file.turn() == nil)
    withExtendedLifetime(turn) {}
  }
}
