import TestSupport
import Testing

@testable import LogPipeline

struct OpenXchangeLayoutTests {
  static let place = "com.openexchange.admin.rmi.impl.OXContext create"

  static let read: [(layout: String, row: HeadRow)] = [
    (
      "ox-742",
      HeadRow(
        "2013-12-11 12:41:35,660 WARN  [Grizzly(4)] com.openexchange.a.B$C", .warning, "2013-12-11T12:41:35.660", "")
    ),
    (
      "ox-742",
      HeadRow("2013-12-11 12:41:35,660 DEBUG [a] b] com.openexchange.X", .debug, "2013-12-11T12:41:35.660", "")
    ),
    (
      "ox-syslog",
      HeadRow(
        "Nov 23 19:55:06 ox1 2026-11-23 19:55:06,001 open-xchange ERROR [a.B][w-1]: a.B,c text: x", .error,
        "2026-11-23T19:55:06.001", "text: x")
    ),
    (
      "ox-syslog",
      HeadRow(
        "<131>Nov  3 20:55:06 192.0.2.20 open-xchange: 2026-11-03 19:55:06,001 open-xchange DEBUG [a.B][w-1]: a.B,<clinit> x",
        .debug, "2026-11-03T19:55:06.001", "x")
    ),
    (
      "ox-syslog",
      HeadRow(
        "2026-11-23T18:55:06.123456+00:00 ox1.example 2026-11-23 19:55:06,001 open-xchange INFO  [a.B][w] x]: ?,?",
        .info,
        "2026-11-23T19:55:06.001", "")
    ),
    (
      "ox-json",
      HeadRow(
        #"{"level":"WARN","@timestamp":"2026-11-23T19:55:06,5+01:00","loggerName":"a.B"}"#, .warning,
        "2026-11-23T19:55:06.500 60", "")
    ),
    (
      "ox-json",
      HeadRow(
        #"{"@timestamp":"2026-11-23 19:55:06Z","logger":"a.B","thread":"x\ny]","message":"m"}"#, .warning,
        "2026-11-23T19:55:06.000 0", "")
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

  /// First lines of java.util.logging and of its look-alike.
  static let dates: [(layout: String, stamp: String, time: String)] = [
    ("ox-jul", "Nov 23, 2013 7:55:06 PM", "2013-11-23T19:55:06.000"),
    ("ox-jul", "Nov 23, 2013 7:55:06\u{202F}PM", "2013-11-23T19:55:06.000"),
    ("ox-jul", "Nov 23, 2013 7:55:06\u{A0}p. m.", "2013-11-23T19:55:06.000"),
    ("ox-jul", "Nov 23, 2013 12:00:00 AM", "2013-11-23T00:00:00.000"),
    ("ox-jul", "Nov 23, 2013 12:00:00 PM", "2013-11-23T12:00:00.000"),
    ("ox-jul", "Nov 23, 2013 0:05:00 AM", "2013-11-23T00:05:00.000"),
    ("ox-jul", "Nov 23, 2013 19:55:06 PM", "2013-11-23T19:55:06.000"),
    ("ox-jul", "März 3, 2013 7:55:06 NACHM.", "2013-03-03T19:55:06.000"),
    ("ox-jul", "M?r 03, 2013 7:55:06 VORM.", "2013-03-03T07:55:06.000"),
    ("ox-jul", "AOÛT 3, 2013 7:55:06 PM", "2013-08-03T19:55:06.000"),
    ("ox-jul", "juil. 3, 2013 7:55:06 AM", "2013-07-03T07:55:06.000"),
    ("ox-jul", "ene 3, 2013 7:55:06 AM", "2013-01-03T07:55:06.000"),
    ("ox-jul-numeric", "23.11.2013 19:55:06", "2013-11-23T19:55:06.000"),
    ("ox-jul-numeric", "23.11.2013, 19:55:06", "2013-11-23T19:55:06.000"),
    ("ox-jul-numeric", "3/4/2013 9:05:06", "2013-04-03T09:05:06.000"),
    ("ox-jul-numeric", "23-11-2013 19.55.06", "2013-11-23T19:55:06.000"),
    ("ox-jul-named", "23 nov. 2013 19:55:06", "2013-11-23T19:55:06.000"),
    ("ox-jul-named", "23 juin 2013 à 19:55:06", "2013-06-23T19:55:06.000"),
    ("ox-jul-named", "23-dic-2013 19:55:06", "2013-12-23T19:55:06.000"),
    ("ox-jul-named", "23-mag-2013 19.55.06", "2013-05-23T19:55:06.000"),
    ("ox-jul-named", "23-mei-2013 19:55:06", "2013-05-23T19:55:06.000"),
    ("ox-jul-named", "23/Out/2013 19:55:06", "2013-10-23T19:55:06.000"),
    ("ox-jul-named", "23 de fev. de 2013 19:55:06", "2013-02-23T19:55:06.000"),
    ("ox-jul-named", "23. Okt. 2013 19:55:06", "2013-10-23T19:55:06.000"),
  ]

  @Test(arguments: dates)
  func `dates are read in the languages Java speaks`(layout: String, stamp: String, time: String) throws {
    let head = try #require(ReadHead("\(stamp) \(Self.place)\nSEVERE: text\n"))
    #expect(head.layout == layout)
    #expect(head.time == time)
    #expect(head.message == "text")
    #expect(head.groups["method"] == "create")
  }

  static let words: [(word: String, level: Level)] = [
    ("SEVERE", .error), ("SCHWERWIEGEND", .error), ("GRAVE", .error), ("ERROR", .error), ("WARN", .warning),
    ("WARNUNG", .warning), ("ADVERTENCIA", .warning), ("AVVERTENZA", .warning), ("INFORMACIÓN", .info),
    ("INFORMACI?N", .info), ("INFORMAÇÕES", .info), ("INFOS", .info), ("FEIN", .debug), ("AM FEINSTEN", .trace),
    ("MÁS DETALLADO", .warning), ("XYZ", .warning), ("OÙ", .warning),
  ]

  @Test(arguments: words)
  func `an unknown word for a level is a warning`(word: String, level: Level) throws {
    for stamp in ["Nov 23, 2013 7:55:06 PM", "23.11.2013 19:55:06", "23 nov. 2013 19:55:06"] {
      let head = try #require(ReadHead("\(stamp) \(Self.place)\n\(word): text\n"))
      #expect(head.level == level)
      #expect(head.message == "text")
    }
  }

  static let months: [(language: String, names: String)] = [
    ("English", "January February March April May June July August September October November December"),
    ("English, cut", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
    ("German", "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
    ("German, Austria", "Jän Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez"),
    ("Spanish", "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
    ("French", "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
    ("French, cut", "janv févr mars avr mai juin juil août sept oct nov déc"),
    ("Italian", "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"),
    ("Dutch", "januari februari maart april mei juni juli augustus september oktober november december"),
    ("Dutch, cut", "jan feb mrt apr mei jun jul aug sep okt nov dec"),
    ("Portuguese", "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"),
  ]

  @Test(arguments: months)
  func `every month has one number, however it is written`(language: String, names: String) {
    let accents = "äâéèûçÄÉÛÇ"
    for name in [names, names.uppercased(), String(names.map { accents.contains($0) ? "?" : $0 })] {
      let numbers = name.split(separator: " ").map { word in
        var cursor = ByteCursor()
        return cursor.month(in: RawSpan(_elements: Array((word + ". x").utf8).span))
      }
      #expect(numbers == Array(1...12), "\(name)")
    }
  }

  static let refused = [
    "2013-12-11 12:41:35,660 INFO  [a] com.openexchange.X text", "2013-12-11 12:41:35 INFO  [a] com.openexchange.X",
    "Nov 23 19:55:06 ox1 sshd[1]: x", "2026-11-23 19:55:06,001 open-xchange NOTICE [a][b]: a,b x",
    "23 abcdefghijklm 2013 19:55:06 \(place)\nSEVERE: x", "Nov 23, 2013 7:55:06 PM \(place)\nsevere: x",
    "Nov 23, 2013 7:55:06 PM \(place)\n\nSEVERE: x", #"{"@timestamp":"yesterday","level":"INFO","logger":"a.B"}"#,
    #"{"@timestamp":"2026-11-23T19:55:06Z","level":"INFO","logger":"a.B""#, #"["@timestamp"]"#,
    #"{"a":{"@timestamp":"2026-11-23T19:55:06Z","level":"INFO","logger":"a.B"}}"#,
  ]

  @Test(arguments: refused)
  func `what only resembles a head of Open-Xchange is none`(text: String) {
    #expect(ReadHead(text) == nil)
  }

  @Test func `a month that no language has leaves the head without a time`() throws {
    let head = try #require(ReadHead("Xyz 23, 2013 7:55:06 PM \(Self.place)\nSEVERE: text\n"))
    #expect(head.time == nil)
  }
}
