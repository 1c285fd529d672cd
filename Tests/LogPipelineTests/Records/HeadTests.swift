import TestSupport
import Testing

@testable import LogPipeline

/// What a line must look like to begin a record, layout by layout, and what is read from it.
@Suite struct HeadTests {
  struct Accepted: Sendable, CustomTestStringConvertible {
    var layout: String
    var text: String
    var level: Level
    /// The clock's reading.
    var time: String?
    var offset: Int?
    var message = ""
    /// The second at which the request began, in UTC.
    var request: String?

    var testDescription: String { "\(layout): \(text)" }
  }

  static let accepted: [Accepted] = [
    Accepted(
      layout: "plesk-bracketed", text: "[2017-09-19 12:29:41] ERR [util_exec] proc_close() failed", level: .error,
      time: "2017-09-19T12:29:41.000", message: "proc_close() failed"),
    Accepted(
      layout: "plesk-bracketed", text: "[2017-09-19T12:29:41] EMERG [panel] x", level: .emergency,
      time: "2017-09-19T12:29:41.000", message: "x"),
    Accepted(
      layout: "plesk-bracketed", text: "[2014-02-03 04:05:06] ERR (3): the default of Zend", level: .error,
      time: "2014-02-03T04:05:06.000", message: "the default of Zend"),
    Accepted(
      layout: "plesk-bracketed", text: "[2014-02-03 04:05:06] ALERT [panel]", level: .alert,
      time: "2014-02-03T04:05:06.000"),
    Accepted(
      layout: "plesk-bracketed", text: "[2014-02-03 04:05:06] CRIT [panel] ", level: .critical,
      time: "2014-02-03T04:05:06.000"),
    Accepted(
      layout: "plesk-bracketed", text: "[2014-02-03 04:05:06+02:00] NOTICE [extension/a b] [x] y", level: .notice,
      time: "2014-02-03T04:05:06.000", offset: 120, message: "[x] y"),
    Accepted(
      layout: "plesk-bracketed", text: "[2014-02-03 04:05:06.5Z] WARN [panel]  two blanks", level: .warning,
      time: "2014-02-03T04:05:06.500", offset: 0, message: " two blanks"),
    Accepted(
      layout: "plesk-bracketed", text: "[2014-02-30 04:05:06] ERR [panel] no such day", level: .error,
      message: "no such day"),
    Accepted(
      layout: "plesk-obsidian", text: "[2021-12-19 13:58:02.439] 66792:61bf2c594eb73 ERR [extension/git] message",
      level: .error, time: "2021-12-19T13:58:02.439", message: "message", request: "2021-12-19T12:58:01.000Z"),
    Accepted(
      layout: "plesk-obsidian", text: "[2022-03-01 00:00:00.001] 812:... DEBUG [panel] x", level: .debug,
      time: "2022-03-01T00:00:00.001", message: "x"),
    Accepted(
      layout: "plesk-obsidian", text: "[2022-03-01 00:00:00,123456-0330] 1:ffffffff00000 INFO [panel] x", level: .info,
      time: "2022-03-01T00:00:00.123", offset: -210, message: "x", request: "2106-02-07T06:28:15.000Z"),
    Accepted(
      layout: "ox-t",
      text: "2020-05-21T11:58:37,985+0200 INFO  [OXWorker-0000020] com.openexchange.a.B.c(B.java:203)", level: .info,
      time: "2020-05-21T11:58:37.985", offset: 120),
    Accepted(
      layout: "ox-t",
      text: "2020-05-21T11:58:37,985-0930 ERROR [a [b] c] com.openexchange.Größe$1.<init>(Unknown Source)",
      level: .error, time: "2020-05-21T11:58:37.985", offset: -570),
    Accepted(
      layout: "ox-t", text: "2020-05-21T11:58:37,985+0000 TRACE [t] a.B.lambda$0(B.java:?)", level: .trace,
      time: "2020-05-21T11:58:37.985", offset: 0),
    Accepted(
      layout: "ox-jul", text: "Nov 23, 2013 7:55:06 PM com.openexchange.A create\nSEVERE: message", level: .error,
      time: "2013-11-23T19:55:06.000", message: "message"),
    Accepted(
      layout: "ox-jul", text: "Nov 23, 2013 19:55:06 PM com.openexchange.A create\nERROR: ", level: .error,
      time: "2013-11-23T19:55:06.000"),
    Accepted(
      layout: "ox-jul", text: "Nov 3, 2013 0:5:6 AM com.openexchange.A <init>\nFINEST:", level: .trace,
      time: "2013-11-03T00:05:06.000"),
    Accepted(
      layout: "ox-jul", text: "Sept. 3, 2013 10:05:06 com.openexchange.A$1 run\nWARN: x", level: .warning,
      time: "2013-09-03T10:05:06.000", message: "x"),
    Accepted(
      layout: "ox-jul", text: "Nov 23, 2013 7:55:06\u{202F}AM com.openexchange.A create\nINFO: x", level: .info,
      time: "2013-11-23T07:55:06.000", message: "x"),
    Accepted(
      layout: "ox-jul", text: "xyz 23, 2013 7:55:06 AM com.openexchange.A create\nINFO: a foreign month", level: .info,
      message: "a foreign month"),
    Accepted(
      layout: "ox-jul-numeric", text: "11.02.2014 13:06:28 com.openexchange.A create\nSCHWERWIEGEND: message",
      level: .error, time: "2014-02-11T13:06:28.000", message: "message"),
    Accepted(
      layout: "ox-jul-numeric", text: "1.2.2014 3:6:8 com.openexchange.A create\nAM FEINSTEN: m", level: .trace,
      time: "2014-02-01T03:06:08.000", message: "m"),
    Accepted(
      layout: "ox-jul-numeric", text: "31.02.2014 13:06:28 com.openexchange.A create\nWARNUNG: m", level: .warning,
      message: "m"),
  ]

  @Test(arguments: accepted) func `a head is read`(_ case: Accepted) throws {
    // Also with the line ends of Windows, with a line above it, and with a record below it.
    for ending in ["\n", "\r\n"] {
      let lines = `case`.text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: ending)
      let records = frame("no head" + ending + lines + ending + "below" + ending, layouts: layouts(`case`.layout))
      try #require(records.map { $0.record.head != nil } == [false, true])
      let head = try #require(records[1].record.head)
      #expect(head.level == `case`.level)
      #expect(head.time.map { String(Instant(ms: $0.localMs).iso8601.dropLast()) } == `case`.time)
      #expect(head.time?.offsetMinutes == `case`.offset)
      #expect(head.requestStart.map { Instant(ms: $0 * 1000).iso8601 } == `case`.request)
      let message = String(decoding: records[1].bytes[head.messageStart...], as: UTF8.self)
      #expect(message == `case`.message + ending + "below" + ending)
    }
  }

  @Test(arguments: accepted) func `no other layout takes the head for one of its own`(_ case: Accepted) throws {
    for layout in Shipped.catalogue.layouts.layouts where layout.spec.id != `case`.layout {
      let records = frame(`case`.text, layouts: LayoutSet([layout]))
      #expect(records.map(\.record.head) == [nil], "\(layout.spec.id)")
    }
    let all = frame(`case`.text)
    #expect(all.count == 1)
    let head = try #require(all[0].record.head)
    #expect(Shipped.catalogue.layouts[head.layout].spec.id == `case`.layout)
  }

  @Test(arguments: [
    ("plesk-bracketed", "2017-09-19 12:29:41 ERR [util_exec] no brackets"),
    ("plesk-bracketed", " [2017-09-19 12:29:41] ERR [util_exec] indented"),
    ("plesk-bracketed", "[2017-9-19 12:29:41] ERR [panel] unpadded"),
    ("plesk-bracketed", "[2017-09-19 12:29:41] err [panel] small"),
    ("plesk-bracketed", "[2017-09-19 12:29:41] ERROR [panel] no such word"),
    ("plesk-bracketed", "[2017-09-19 12:29:41] ERR [] no component"),
    ("plesk-bracketed", "[2017-09-19 12:29:41] ERR (8): no such priority"),
    ("plesk-bracketed", "[2017-09-19 12:29:41] ERR panel: x"),
    ("plesk-bracketed", "[2017-09-19 12:29:41]  ERR [panel] two blanks"),
    ("plesk-bracketed", "[2017-09-19 12:29:41.1234567] ERR [panel] seven digits"),
    ("plesk-obsidian", "[2021-12-19 13:58:02.439] ERR [panel] no id"),
    ("plesk-obsidian", "[2021-12-19 13:58:02.439] 66792:61BF2C594EB73 ERR [panel] capitals"),
    ("plesk-obsidian", "[2021-12-19 13:58:02.439] 66792:61bf2c594eb7 ERR [panel] twelve digits"),
    ("plesk-obsidian", "[2021-12-19 13:58:02.439] :61bf2c594eb73 ERR [panel] no process"),
    ("plesk-obsidian", "[2021-12-19 13:58:02.439] 1:.. ERR [panel] two full stops"),
    ("ox-t", "2020-05-21 11:58:37,985 INFO  [OXWorker-0000020] com.openexchange.a.B"),
    ("ox-t", "2020-05-21T11:58:37,985 INFO  [t] a.B.c(B.java:1)"),
    ("ox-t", "2020-05-21T11:58:37,985+0200 INFO   [t] a.B.c(B.java:1)"),
    ("ox-t", "2020-05-21T11:58:37,985+0200 INFO  [t] a.B.c(B.java:1) message"),
    ("ox-t", "2020-05-21T11:58:37,985+0200 SEVERE [t] a.B.c(B.java:1)"),
    ("ox-t", "\t2020-05-21T11:58:37,985+0200 INFO  [t] a.B.c(B.java:1)"),
    ("ox-jul", "Nov 23, 2013 7:55:06 PM com.openexchange.A create"),
    ("ox-jul", "Nov 23, 2013 7:55:06 PM com.openexchange.A create\n\nSEVERE: a line between"),
    ("ox-jul", "Nov 23, 2013 7:55:06 PM com.openexchange.A create\n SEVERE: indented"),
    ("ox-jul", "Nov 23, 2013 7:55:06 PM com.openexchange.A create\nschwer: no word of capitals"),
    ("ox-jul", "Nov 23, 2013 7:55:06 PM com.openexchange.A create it\nSEVERE: three words"),
    ("ox-jul", "Nov 23 2013 7:55:06 PM com.openexchange.A create\nSEVERE: no comma"),
    ("ox-jul-numeric", "11.02.14 13:06:28 com.openexchange.A create\nWARNUNG: a short year"),
    ("ox-jul-numeric", "11.02.2014 13:06:28 com.openexchange.A create\nWARNUNG message"),
    ("ox-jul-numeric", "11.02.2014 13:06 com.openexchange.A create\nWARNUNG: no seconds"),
  ])
  func `what only looks like a head is none`(layout: String, text: String) {
    #expect(frame(text + "\n", layouts: layouts(layout)).map(\.record.head) == [nil])
  }

  @Test(arguments: [
    ("plesk-bracketed", "[2017-09-19 12:29:41] ERR [panel] M", "ller is no UTF-8"),
    ("plesk-obsidian", "[2021-12-19 13:58:02.439] 66792:61bf2c594eb73 ERR [panel] M", "ller"),
    ("ox-jul", "Nov 23, 2013 7:55:06 PM com.openexchange.A create\nSEVERE: M", "ller"),
    ("ox-jul-numeric", "11.02.2014 13:06:28 com.openexchange.A create\nWARNUNG: M", "ller"),
  ])
  func `a message in another encoding does not hide its head`(layout: String, before: String, after: String) throws {
    for bytes in [[0xFC], [0x80, 0xC3], [0x00], [0xE2, 0x82], [0xED, 0xA0, 0x80]] as [[UInt8]] {
      let records = frame(Array(before.utf8) + bytes + Array((after + "\n").utf8), layouts: layouts(layout))
      try #require(records.count == 1)
      let head = try #require(records[0].record.head, "\(bytes)")
      #expect(head.messageStart == before.utf8.count - 1)
      #expect(head.time != nil)
    }
  }

  @Test func `a head of a line beyond what one match may see is read, wherever a character is cut`() throws {
    let before = "[2017-09-19 12:29:41] ERR [panel] "
    for shift in 0..<4 {
      let message = String(repeating: "x", count: shift) + String(repeating: "€", count: 10_000)
      let records = frame(before + message + "\n", layouts: layouts("plesk-bracketed"))
      try #require(records.count == 1)
      #expect(records[0].record.head?.messageStart == before.utf8.count, "\(shift)")
    }
  }

  private func layouts(_ id: String) -> LayoutSet { LayoutSet([Shipped.layout(id)]) }
}
