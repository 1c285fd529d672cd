import TestSupport
import Testing

@testable import LogPipeline

struct JSONRecordTests {
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\" + String(scalar)
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  static func record(_ members: [(String, String)]) -> String {
    let all =
      [("@timestamp", "2024-01-01T00:00:00Z"), ("level", "ERROR"), ("logger", "com.openexchange.admin.A")] + members
    return "{" + all.map { quoted($0.0) + ":" + quoted($0.1) }.joined(separator: ",") + "}"
  }

  static let rendered: [(members: String, text: String)] = [
    ("", ""), (#","message":"""#, ""), (#","message":"a""#, "a\n"), (#","message":"a\nb\n""#, "a\nb\n"),
    (#","message":"a","stacktrace":"b.C: a\n\tat b.C.d(C.java:1)""#, "a\nb.C: a\n\tat b.C.d(C.java:1)\n"),
    (#","stacktrace":"b.C","com.openexchange.x":"y","message":"a""#, "a\n com.openexchange.x=y\nb.C\n"),
    (#","line":203,"marker":null,"@version":"1","x":[1,{"y":"z"}]"#, " line=203\n @version=1\n x=[1,{\"y\":\"z\"}]\n"),
    (#","x":"a\nb\u0000c","y\nz":true"#, " x=a b c\n y_z=true\n"),
    (#","name":"a\n","value":"b""#, " name=a \n value={\"name\":\"a\\n\",\"value\":\"b\"}\n"),
    (#","threadName":"late""#, " threadName=late\n"), (#","message":12"#, "12\n"),
  ]

  @Test(arguments: rendered)
  func `a record is laid out as Open-Xchange lays out others`(members: String, text: String) throws {
    let line = #"{"@timestamp":"T","level":"WARN","thread":"w\n1","logger":"a.B"\#(members)}"#
    #expect(Shipped.layout("ox-json").rendered(line) == "T WARN [w 1] a.B\n" + text)
  }

  @Test func `lines below a record stay as they are`() {
    let text = #"{"@timestamp":"T","logger":"a.B","message":"m"}"# + "\nnext\n\n\tat x\n"
    #expect(Shipped.layout("ox-json").rendered(text) == "T - [] a.B\nm\nnext\n\n\tat x\n")
  }

  @Test func `a long thread does not cost the record its head`() throws {
    let line = Self.record([("thread", String(repeating: "ä", count: 500))])
    #expect(ReadHead(line)?.groups["thread"]?.count == 100)
  }

  @Test func `a broken line continues the record above, or is counted as unparsed`() {
    let good = Self.record([("message", "a")]) + "\n"
    let broken = String(good.dropLast(4)) + "\n"
    let records = frame(broken + good + broken + good)
    #expect(records.map { $0.record.head != nil } == [false, true, true])
    #expect(records.map(\.record.lineCount) == [1, 2, 1])
    #expect(tilingFaults(records, of: Array((broken + good + broken + good).utf8)).isEmpty)
  }

  @Test func `a line beyond the cap is no head, and what it loses is counted`() {
    let long = Self.record([("message", String(repeating: "x", count: RecordLimits.lineBytesMax))]) + "\n"
    let good = Self.record([("message", "a")]) + "\n"
    let records = frame(long + good)
    #expect(records.map { $0.record.head != nil } == [false, true])
    #expect(records[0].record.droppedBytes > 0)
    #expect(tilingFaults(records, of: Array((long + good).utf8)).isEmpty)
  }

  @Test func `any cut of the input gives the same records`() {
    for seed in Seeded.seeds(0..<60) {
      var random = Seeded(seed)
      let pieces = [
        Self.record([("message", "ä\nb"), ("x", "{}")]), #"{"no":"record"}"#, "{", "\tat a.b.C.d(C.java:1)", "",
        "2020-05-21T11:58:37,985+0200 INFO  [w] a.B.c(B.java:1)", Self.record([]) + "\r",
      ]
      let bytes = Array((0..<3 + random.number(12)).map { _ in random.pick(pieces) }.joined(separator: "\n").utf8)
      let cuts = (0..<random.number(20)).map { _ in random.number(bytes.count + 1) }.sorted()
      let whole = frame(bytes)
      #expect(frame(bytes, cuts: cuts) == whole, "OXTAIL_SEED=\(seed)")
      #expect(tilingFaults(whole, of: bytes).isEmpty, "OXTAIL_SEED=\(seed)")
    }
  }

  @Test func `no password inside of a record's strings gets through`() throws {
    var leaks: [String] = []
    for form in CanaryForm.all {
      let lines = [
        Self.record([("message", form.text), ("y", "z")]),
        Self.record([("message", "m"), ("stacktrace", "a.B: " + form.text)]),
      ]
      for line in lines { leaks += try Self.leaks(line, form) }
    }
    #expect(leaks.isEmpty, CanaryTests.report(leaks))
  }

  @Test(arguments: [
    "password", "passwd", "secret", "token", "com.openexchange.x.password", "Set-Cookie", "my password",
  ])
  func `no password that is a record's member gets through`(key: String) throws {
    var leaks: [String] = []
    let forms = Dictionary(CanaryForm.all.map { ($0.canary, $0) }, uniquingKeysWith: { first, _ in first })
    #expect(forms.count > 3)
    for (canary, form) in forms {
      let head = Self.record([]).dropLast()
      let lines = [
        Self.record([(key, canary), ("y", "z")]), Self.record([("message", "m"), (key, canary)]),
        head + #","auth":{"login":"x",\#(Self.quoted(key)):\#(Self.quoted(canary))}}"#,
      ]
      for line in lines { leaks += try Self.leaks(line, form) }
    }
    #expect(leaks.isEmpty, CanaryTests.report(leaks))
  }

  @Test(arguments: ["password", "passwd", "secret", "token"])
  func `no password whose name is another member gets through`(key: String) throws {
    var leaks: [String] = []
    for form in CanaryForm.all {
      leaks += try Self.leaks(Self.record([("name", key), ("value", form.canary)]), form)
    }
    #expect(leaks.isEmpty, CanaryTests.report(leaks))
  }

  private static func leaks(_ line: String, _ form: CanaryForm) throws -> [String] {
    var redactor = Redactor(hash: .repeatable)
    let text = try #require(Shipped.layout("ox-json").rendered(line))
    let output = redactor.redact(text).string
    let isLeak = form.pieces.contains { output.holds($0) }
    return isLeak ? ["\(form.name)\n  in:  \(line)\n  out: \(output)"] : []
  }
}
