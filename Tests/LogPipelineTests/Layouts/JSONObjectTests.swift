import TestSupport
import Testing

@testable import LogPipeline

struct JSONObjectTests {
  static func members(_ text: String) -> [String]? {
    let bytes = Array(text.utf8)
    return JSONObject(RawSpan(_elements: bytes.span))?.members.map { member in
      var key: [UInt8] = []
      JSONString.append(member.key, of: RawSpan(_elements: bytes.span), to: &key)
      return
        "\(String(decoding: key, as: UTF8.self)) \(member.kind) \(String(decoding: bytes[member.value], as: UTF8.self))"
    }
  }

  static let accepted: [(text: String, members: [String])] = [
    ("{}", []), (" { } ", []), (#"{"a":1}"#, ["a number 1"]), (#"{"a":-1.5e+3}"#, ["a number -1.5e+3"]),
    (#"{ "a" : "b" , "c" : null }"#, ["a string b", "c null null"]),
    (#"{"a":true,"b":false}"#, ["a bool true", "b bool false"]),
    (#"{"a":{"b":[1,{"c":"}"}]},"d":[]}"#, [#"a nested {"b":[1,{"c":"}"}]}"#, "d nested []"]),
    (#"{"a\"b":"c\\"}"#, [#"a"b string c\\"#]), (#"{"":""}"#, [" string "]),
    (#"{"a":"1","a":"2"}"#, ["a string 1", "a string 2"]),
    (#"{"a":"\q"}"#, [#"a string \q"#]), ("{\"a\":\"b\tc\"}", ["a string b\tc"]), (#"{"a":"ä😀"}"#, ["a string ä😀"]),
    ("{\"a\":1}\r", ["a number 1"]),
  ]

  @Test(arguments: accepted)
  func `an object is its members`(text: String, members: [String]) {
    #expect(Self.members(text) == members)
  }

  static let refused = [
    "", " ", "{", "}", "[]", "1", "\"a\"", "{\"a\"}", "{\"a\":}", "{\"a\":1", "{\"a\":1,}", "{,}", "{\"a\":1}}",
    "{\"a\":1} x",
    "{\"a\":1}{\"a\":1}", "{a:1}", "{'a':1}", "{\"a\":'1'}", "{\"a\":tru}", "{\"a\":nul", "{\"a\":\"b}",
    "{\"a\":\"b\\\"}", "{\"a\":[1,]}",
    "{\"a\":[1}", "{\"a\":{]}", "{\"a\":x}", "{\"a\" 1}", "{\"a\":1 \"b\":2}", "{\"a\":[[[}",
  ]

  @Test(arguments: refused)
  func `what is no whole object is none`(text: String) {
    #expect(Self.members(text) == nil)
  }

  @Test func `every beginning of an object is none`() {
    let text = #"{"a":{"b":[1,{"c":"}"}]},"d":[],"e\"":"f","g":true,"h":-1}"#
    #expect(Self.members(text) != nil)
    for length in 0..<text.count { #expect(Self.members(String(text.prefix(length))) == nil, "\(length)") }
  }

  @Test func `nesting and length have bounds`() {
    func nested(_ depth: Int) -> String {
      #"{"a":"# + String(repeating: "[", count: depth) + String(repeating: "]", count: depth) + "}"
    }
    #expect(Self.members(nested(JSONObject.depthMax - 1)) != nil)
    #expect(Self.members(nested(JSONObject.depthMax)) == nil)
    #expect(Self.members(nested(100_000)) == nil)
    let longest = JSONObject.bytesMax - #"{"a":""}"#.utf8.count
    #expect(Self.members(#"{"a":""# + String(repeating: "x", count: longest) + #""}"#) != nil)
    #expect(Self.members(#"{"a":""# + String(repeating: "x", count: longest + 1) + #""}"#) == nil)
  }

  static let strings: [(escaped: String, text: String)] = [
    ("", ""), ("a", "a"), (#"\n\t\r\"\\\/"#, "\n\t\r\"\\/"), (#"\b\f"#, "\u{8}\u{C}"), (#"\u00e4\u00C4"#, "äÄ"),
    (#"\ud83d\ude00"#, "😀"), (#"\uD83D"#, "\u{FFFD}"), (#"\uD83Dx"#, "\u{FFFD}x"), (#"\ude00"#, "\u{FFFD}"),
    (#"\ud83d\u0041"#, "\u{FFFD}A"), (#"\ud83d\n"#, "\u{FFFD}\n"), (#"\u12"#, "\u{FFFD}12"),
    (#"\uxyz1"#, "\u{FFFD}xyz1"), (#"\u"#, "\u{FFFD}"),
    (#"\q"#, "q"), (#"\u0000"#, "\0"), (#"\uFFFF"#, "\u{FFFF}"), (#"\\n"#, #"\n"#),
  ]

  @Test(arguments: strings)
  func `an escaped string means what JSON says`(escaped: String, text: String) {
    #expect(Self.unescaped(escaped) == text)
  }

  private static func unescaped(_ text: String, isOneLine: Bool = false, bytesMax: Int = .max) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    JSONString.append(
      0..<bytes.count, of: RawSpan(_elements: bytes.span), to: &result, isOneLine: isOneLine, bytesMax: bytesMax)
    return String(decoding: result, as: UTF8.self)
  }

  @Test func `in one line control characters are blanks`() {
    #expect(Self.unescaped("a\\n\\u0000\u{1}\\u007fä\\t", isOneLine: true) == "a    ä ")
  }

  static let cuts: [(text: String, bytesMax: Int, result: String)] = [
    ("abc", 2, "ab"), ("abc", 3, "abc"), ("aä", 2, "a"), ("aä", 3, "aä"), ("a😀b", 4, "a"), ("a😀b", 5, "a😀"),
    ("ä", 1, ""),
    (#"\ud83d\ude00"#, 3, ""), (#"a\u00e4"#, 2, "a"), ("", 0, ""), ("äöü", 5, "äö"), ("a\\nb", 2, "a\n"),
  ]

  @Test(arguments: cuts)
  func `a text is cut between characters`(text: String, bytesMax: Int, result: String) {
    #expect(Self.unescaped(text, bytesMax: bytesMax) == result)
  }

  @Test func `what is written as JSON is read as it was`() {
    for seed in Seeded.seeds(0..<200) {
      var random = Seeded(seed)
      let members = (0..<random.number(8)).map { _ in (random.text(), random.text()) }
      let text =
        "{" + members.map { "\"\(random.escaped($0.0))\":\"\(random.escaped($0.1))\"" }.joined(separator: " , ") + "}"
      let bytes = Array(text.utf8)
      let read = JSONObject(RawSpan(_elements: bytes.span))?.members.map { member in
        [member.key, member.value].map { Self.unescaped(String(decoding: bytes[$0], as: UTF8.self)) }
      }
      #expect(read == members.map { [$0.0, $0.1] }, "OXTAIL_SEED=\(seed)")
    }
  }

  @Test func `no bytes break the reader`() {
    let rendering = JSONRendering(JSONKeys([.time: ["@timestamp"], .message: ["message"], .thread: ["t"]]))
    let base = Array(
      #"{"@timestamp":"2024-01-01T00:00:00Z","t":"\ud83d\ude00","message":"a\nb","x":{"y":[1,true,null]},"z":-1}"#.utf8)
    var objects = 0
    for seed in Seeded.seeds(0..<4_000) {
      var random = Seeded(seed)
      var bytes = base
      for _ in 0..<1 + random.number(3) {
        let place = random.number(bytes.count)
        switch random.number(4) {
        case 0: bytes[place] = UInt8(random.number(256))
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(random.pick(Array("\"\\{}[]:,u\n0".utf8)), at: place)
        default: bytes.removeSubrange(place..<min(bytes.count, place + random.number(6)))
        }
      }
      let span = RawSpan(_elements: bytes.span)
      guard let object = JSONObject(span) else { continue }
      objects += 1
      for member in object.members {
        #expect(
          member.key.upperBound < member.value.lowerBound && member.value.upperBound < bytes.count,
          "OXTAIL_SEED=\(seed)")
      }
      if let text = rendering.rendered(span) { #expect(text.count < 8 * bytes.count, "OXTAIL_SEED=\(seed)") }
    }
    #expect(objects > 400 || Seeded.seeds(0..<2).count == 1)
  }
}

extension Seeded {
  fileprivate mutating func text() -> String {
    let pieces = ["a", "Zz", "ä", "😀", "\"", "\\", "\n", "\t", "/", "{", "}", ":", ",", " ", "\u{1}", "u0041"]
    return (0..<number(12)).map { _ in pick(pieces) }.joined()
  }

  /// Each character either plain, where it may be, or escaped in one of the ways there are.
  fileprivate mutating func escaped(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      let mustEscape = scalar == "\"" || scalar == "\\" || scalar.value < 0x20
      guard mustEscape || happens(oneIn: 4) else { return String(scalar) }
      if let short = ["\"": "\\\"", "\\": "\\\\", "\n": "\\n", "\t": "\\t", "/": "\\/"][String(scalar)],
        happens(oneIn: 2)
      {
        return short
      }
      return scalar.utf16.map { unit in
        let digits = String(unit, radix: 16, uppercase: happens(oneIn: 2))
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }.joined()
    }.joined()
  }
}
