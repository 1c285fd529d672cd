import LogPipeline

/// A log of one side as no server writes it: few minutes, all levels, several layouts, and records in which something is that a gate looks for,
/// or nearly that, or bytes that are no text.
package struct SeededLog {
  package let side: Side
  package let bytes: [UInt8]

  package init(_ side: Side, records: Int, _ random: inout Seeded) {
    self.side = side
    var bytes: [UInt8] = []
    var second = random.number(86_000)
    for _ in 0..<records {
      second += random.happens(oneIn: 30) ? random.number(90) : random.number(3)
      if random.happens(oneIn: 60) { second = max(0, second - 1_200) }
      bytes += Array(Self.head(side, second, &random).utf8)
      for _ in 0..<random.number(4) { bytes += Self.line(&random) + [0x0A] }
    }
    self.bytes = bytes
  }

  private static func head(_ side: Side, _ second: Int, _ random: inout Seeded) -> String {
    let two = { (number: Int) in (number < 10 ? "0" : "") + "\(number)" }
    let time = "\(two(second / 3_600 % 24)):\(two(second / 60 % 60)):\(two(second % 60))"
    let ms = "\(100 + random.number(900))"
    switch side {
    case .openXchange:
      let level = random.pick(["INFO ", "INFO ", "DEBUG", "WARN ", "ERROR", "TRACE"])
      let name = "com.openexchange.\(random.pick(["ajax.Login", "admin.rmi.impl.OXContext", "imap.Folder"]))"
      return switch random.number(8) {
      case 0: "2020-05-21 \(time),\(ms) \(level) [W-\(random.number(30))] \(name)\n"
      case 1:
        #"{"timestamp":"2020-05-21T\#(time).\#(ms)+0200","level":"\#(level.prefix(4))","thread":"W-1","logger":"\#(name)","message":"m"}"#
          + "\n"
      default:
        "2020-05-21T\(time),\(ms)+0200 \(level) [W-\(random.number(300))] \(name).open(A.java:\(random.number(999)))\n"
      }
    case .plesk:
      let level = random.pick(["INFO", "WARN", "ERR", "DEBUG"])
      let part = random.pick(["panel", "util_exec", "extension/git"])
      return random.happens(oneIn: 3)
        ? "[2017-09-19 \(time)] \(level) [\(part)] "
        : "[2021-12-19 \(time).\(ms)] \(random.number(70_000)):61bf2c5\(random.number(3))4eb7\(random.number(10)) \(level) [\(part)] "
    case .apache:
      return
        "192.0.2.\(random.number(250)) - - [16/May/2022:\(time) +0200] \"GET \(random.pick(["/ajax/mail", "/webservices/OXContextService"]))"
        + "?id=\(random.number(99)) HTTP/1.1\" \(random.pick([200, 404, 500])) 512\n"
    }
  }

  private static func line(_ random: inout Seeded) -> [UInt8] {
    switch random.number(15) {
    case 0: Array(random.pick(Shipped.samples).utf8)
    case 1:
      Array(" com.openexchange.grizzly.requestURI=\(random.pick(["/ajax/mail", "/webservices/OXUserService"]))".utf8)
    case 2: Array(random.pick(["Pool Error", "DBP-000", "instance of OX", "openexchange.admi", "apsc"]).utf8)
    case 3: Array(random.pick([#"a \n b"#, "Größe & mehr", "&quot;x&quot;", "Müller"]).utf8)
    case 6:
      Array(
        random.pick([
          "starting bundle: com.openexchange.a", "Starting bundle: org.b", "Admindaemon successfully started",
        ]).utf8)
    case 4: [0x6D, 0xFC, 0x6C, 0x6C, 0x65, 0x72]
    case 5: Array("\tat com.openexchange.plugin.Handler.invoke(Handler.java:\(random.number(99)))".utf8)
    default: Array("Operation on folder \(random.number(99_999)) took \(random.number(500)) ms".utf8)
    }
  }

  /// Some places at which the log may be cut, in order.
  package func cuts(_ random: inout Seeded) -> [Int] {
    (0..<random.number(5)).map { _ in random.number(bytes.count + 1) }.sorted()
  }
}
