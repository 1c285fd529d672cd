import TestSupport
import Testing

@testable import LogPipeline

/// A record and what is to be read from its head.
struct HeadRow: Sendable, CustomTestStringConvertible {
  var text: String
  var level: Level
  /// As ``HeadRow/time(of:)`` writes it.
  var time: String
  /// What follows the head on its own line.
  var message: String

  init(_ text: String, _ level: Level, _ time: String, _ message: String) {
    self.text = text
    self.level = level
    self.time = time
    self.message = message
  }

  var testDescription: String { text }
}

/// What the shipped layouts make of a text's first record, all of them tried.
struct ReadHead: Equatable {
  var layout: String
  var level: Level
  var time: String?
  var message: String
  /// The named groups of the head's first line, as a reader of events gets them.
  var groups: [String: String]

  /// - Returns: `nil` if the text does not begin with a head.
  init?(_ text: String, layouts: LayoutSet = Shipped.catalogue.layouts) {
    guard let framed = frame(text, layouts: layouts).first, let head = framed.record.head else { return nil }
    let layout = layouts[head.layout]
    self.layout = layout.spec.id
    level = head.level
    time = head.time.map(Self.time(of:))
    let bytes = layout.rendered(RawSpan(_elements: framed.bytes.span)) ?? framed.bytes
    let line = bytes[head.messageStart...].prefix { $0 != UInt8(ascii: "\n") }
    message = String(decoding: line, as: UTF8.self)
    var recogniser = Recogniser(catalogue: Shipped.catalogue, redactor: Redactor(hash: .repeatable))
    let fields = recogniser.headFields(layout, bytes)
    groups = Dictionary(fields.places.map { ($0.name, fields[$0.name] ?? "") }) { $1 }
  }

  /// `2026-11-23T19:52:25.181`, with the offset in minutes behind it if the head has one.
  static func time(of time: CivilTime) -> String {
    String(Instant(ms: time.localMs).iso8601.dropLast()) + (time.offsetMinutes.map { " \($0)" } ?? "")
  }
}
