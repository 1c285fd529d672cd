/// A record's redacted text, cut into the parts that mean different things: message, properties, exceptions.
struct RecordText {
  let text: RedactedText
  let bytes: [UInt8]
  /// Where the message's lines lie, the head's own part first; empty ones are left out.
  private(set) var message: [Range<Int>] = []
  private(set) var properties: [String: String] = [:]
  private(set) var exceptions: [Exception] = []
  private(set) var lines: [Line] = []

  struct Exception {
    /// 0 for the outermost, one more for each `Caused by`.
    var depth: Int
    var message: Range<Int>
    var line: Range<Int>
  }

  enum Part {
    case head, message, property, frame
    case exception(depth: Int)
    /// Below the message: the rest of an exception's message of several lines, which its subject may have written.
    case quoted
  }

  struct Line {
    var range: Range<Int>
    var part: Part
  }

  /// - Parameter messageStart: Where the head's own part of the message begins.
  init(_ text: RedactedText, messageStart: Int, layout: Layout, scratch: inout MatchScratch) {
    self.text = text
    bytes = Array(text.utf8)
    var start = 0
    var depth = 0
    while start < bytes.count {
      let newline = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      var end = newline
      if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
      if end <= messageStart {
        lines.append(Line(range: start..<end, part: .head))
      } else if start < messageStart {
        lines.append(Line(range: start..<messageStart, part: .head))
        add(messageStart..<end, layout, &depth, &scratch)
      } else {
        add(start..<end, layout, &depth, &scratch)
      }
      start = newline + 1
    }
  }

  private mutating func add(_ range: Range<Int>, _ layout: Layout, _ depth: inout Int, _ scratch: inout MatchScratch) {
    guard !range.isEmpty else { return }
    var part = Self.part(of: range, in: bytes, layout, &depth, &scratch)
    if !isBelievable(part.part) {
      part = (.quoted, range.upperBound..<range.upperBound, range.upperBound..<range.upperBound)
    }
    lines.append(Line(range: range, part: part.part))
    switch part.part {
    case .message: message.append(range)
    case .exception(let depth): exceptions.append(Exception(depth: depth, message: part.value, line: range))
    case .property: properties[string(part.key)] = string(part.value)
    case .head, .frame, .quoted: break
    }
  }

  /// Whether a line can be what it looks like where it stands: a record is head, message, properties, exception, frames, and each
  /// further exception follows the one before it or its frames. Anything else stands inside an exception's message.
  private func isBelievable(_ part: Part) -> Bool {
    switch (part, lines.last?.part) {
    case (.message, .property?), (.message, .exception?), (.message, .frame?), (.message, .quoted?): false
    case (.exception, .quoted?): false
    case (.property, .exception?), (.property, .frame?), (.property, .quoted?): false
    default: true
    }
  }

  private static func part(
    of range: Range<Int>, in bytes: [UInt8], _ layout: Layout, _ depth: inout Int, _ scratch: inout MatchScratch
  ) -> (part: Part, key: Range<Int>, value: Range<Int>) {
    let whole = RawSpan(_elements: bytes.span).extracting(range)
    let line = whole.extracting(0..<min(whole.byteCount, MatchLimits.subjectBytesMax))
    let end = range.upperBound..<range.upperBound
    func group(_ name: String, of expression: Expression, _ scratch: borrowing MatchScratch) -> Range<Int>? {
      guard let number = expression.captureNames.first(where: { $0.name == name })?.group,
        let found = scratch.range(of: number)
      else { return nil }
      return found.lowerBound + range.lowerBound..<found.upperBound + range.lowerBound
    }
    if let property = layout.property, scratch.match(property, in: line) == .match {
      return (.property, group("key", of: property, scratch) ?? end, group("value", of: property, scratch) ?? end)
    }
    if let frame = layout.frame, scratch.match(frame, in: line) == .match { return (.frame, end, end) }
    if let exception = layout.exception, scratch.match(exception, in: line) == .match {
      if let wrap = group("wrap", of: exception, scratch), bytes[wrap.lowerBound] == UInt8(ascii: "C") { depth += 1 }
      return (.exception(depth: depth), end, group("msg", of: exception, scratch) ?? end)
    }
    return (.message, end, end)
  }

  func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The line that holds `offset`.
  func line(at offset: Int) -> Line? {
    lines.last { $0.range.lowerBound <= offset }
  }
}
