import LogPipeline

/// What a layout reads from the head of a text.
package struct HeadReading: Equatable, Sendable {
  package var level: Level
  /// `2015-10-15T07:52:33.000`, with the offset from UTC behind it if the head has one; `nil` for a date that does not exist.
  package var time: String?
  /// The message as far as it stands on the head's own line.
  package var message: String

  /// - Returns: `nil` if no line of the text is a head of this layout.
  package init?(of text: String, by layout: Layout) {
    var framer = RecordFramer(layouts: LayoutSet([layout]))
    var reading: HeadReading?
    let sink = { (record: FramedRecord, bytes: RawSpan) in
      guard reading == nil, let head = record.head else { return }
      let rendered = layout.rendered(bytes)
      let message =
        rendered.map { Self.message(of: RawSpan(_elements: $0.span), head) } ?? Self.message(of: bytes, head)
      reading = HeadReading(level: head.level, time: head.time.map(Self.text), message: message)
    }
    framer.accept(RawSpan(_elements: Array(text.utf8).span), sink)
    framer.finish(sink)
    guard let reading else { return nil }
    self = reading
  }

  private init(level: Level, time: String?, message: String) {
    self.level = level
    self.time = time
    self.message = message
  }

  private static func message(of record: RawSpan, _ head: RecordHead) -> String {
    let message = record.extracting(head.messageStart..<record.byteCount)
    return message.extracting(0..<(message.firstIndex(of: UInt8(ascii: "\n")) ?? message.byteCount)).decoded
  }

  private static func text(_ time: CivilTime) -> String {
    let local = String(Instant(ms: time.localMs).iso8601.dropLast())
    guard let offset = time.offsetMinutes else { return local }
    func padded(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
    return local + (offset < 0 ? "-" : "+") + padded(abs(offset) / 60) + ":" + padded(abs(offset) % 60)
  }
}
