import TestSupport
import Testing

@testable import LogPipeline

/// Gate and match find what match alone finds.
@Suite struct GateLawTests {
  @Test(arguments: [Side.plesk, .openXchange]) func `no sample of the catalogue is lost at the gate`(side: Side) {
    let law = GateLaw()
    for level in GateLaw.levels(side) {
      for text in Shipped.samples {
        for record in GateLaw.records(of: side, level: level, message: Array(text.utf8)) { law.check(record, side) }
      }
    }
    #expect(law.broken == [])
    #expect(law.eventCount > 500)
  }

  @Test(arguments: Seeded.seeds(1..<40)) func `no noise is lost at the gate`(seed: Int) {
    var random = Seeded(seed)
    let law = GateLaw()
    for _ in 0..<30 {
      var message: [UInt8] = []
      for _ in 0..<1 + random.number(4) {
        message += GateLaw.piece(&random) + random.pick([[0x0A], [0x20], [], Array(": ".utf8)])
      }
      let side = random.pick([Side.plesk, .openXchange])
      let records = GateLaw.records(of: side, level: random.pick(GateLaw.levels(side)), message: message)
      law.check(random.pick(records), side)
    }
    #expect(law.broken == [], "seed \(seed)")
  }
}

/// Recognises records with and without the gate.
private final class GateLaw {
  /// Records that are events without the gate, and none or other ones with it.
  var broken: [String] = []
  var eventCount = 0
  private var recogniser = Recogniser(catalogue: Shipped.catalogue, redactor: Redactor(hash: .repeatable))

  static func levels(_ side: Side) -> [String] {
    side == .plesk ? ["ERR", "WARN", "INFO"] : ["ERROR", "WARN", "INFO"]
  }

  static func records(of side: Side, level: String, message: [UInt8]) -> [[UInt8]] {
    let heads =
      side == .plesk
      ? ["[2017-09-19 12:29:41] \(level) [panel] "]
      : ["a.B.c(B.java:1)", "com.openexchange.admin.A.create(A.java:1)", "org.apache.cxf.A.b(A.java:1)"].map {
        "2020-05-21T11:58:37,985+0200 \(level) [W-1] \($0)\n"
      }
    let property = Array("\n com.openexchange.grizzly.requestURI=/webservices/OXUserService\n".utf8)
    return heads.map { Array($0.utf8) + message } + (side == .plesk ? [] : [Array(heads[0].utf8) + message + property])
  }

  /// Some part of a sample: whole, cut, escaped, or with bytes in it that are no text.
  static func piece(_ random: inout Seeded) -> [UInt8] {
    var bytes = Array(random.pick(Shipped.samples).utf8)
    switch random.number(8) {
    case 0: bytes = Array(bytes.prefix(random.number(bytes.count + 1)))
    case 1: bytes = Array(bytes.dropFirst(random.number(bytes.count + 1)))
    case 2 where !bytes.isEmpty: bytes[random.number(bytes.count)] = random.pick([0xFC, 0x00, 0x0D, 0x0A, 0x27, 0x5C])
    case 3:
      bytes.insert(contentsOf: random.pick([[0xC3], [0xFC], Array("é".utf8)]), at: random.number(bytes.count + 1))
    case 4:
      bytes = bytes.flatMap { byte -> [UInt8] in
        switch byte {
        case UInt8(ascii: "\n"): Array(#"\n"#.utf8)
        case UInt8(ascii: "'"): Array("&#039;".utf8)
        case UInt8(ascii: "\""): Array("&quot;".utf8)
        case UInt8(ascii: "<"): Array("&lt;".utf8)
        case UInt8(ascii: "/"): Array(#"\/"#.utf8)
        default: [byte]
        }
      }
    case 5: bytes = [UInt8](repeating: UInt8(ascii: "#"), count: random.number(20_000)) + bytes
    default: break
    }
    return bytes
  }

  func check(_ bytes: [UInt8], _ side: Side) {
    let layouts = Shipped.catalogue.layouts.restricted(to: side)
    for framed in frame(bytes, layouts: layouts) {
      guard let head = framed.record.head else { continue }
      let span = RawSpan(_elements: framed.bytes.span)
      let layout = layouts[head.layout]
      let all = recogniser.ungatedEvent(for: framed.record, text: span, layout: layout, source: 0)
      guard let all else { continue }
      eventCount += 1
      let gated = recogniser.event(for: framed.record, text: span, layout: layout, source: 0)
      if !Self.isSame(gated, all) {
        broken.append(framed.text.count > 600 ? "… " + framed.text.suffix(600) : framed.text)
      }
    }
  }

  private static func isSame(_ left: Event?, _ right: Event) -> Bool {
    guard let left else { return false }
    return left.kind == right.kind && left.findings == right.findings && left.fields == right.fields
      && left.faultTexts == right.faultTexts && left.exceptionIDs == right.exceptionIDs
  }
}
