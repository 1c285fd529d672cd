/// What a record says, without and with its stack: for an index, which stores both beside the event.
package struct RecordWords: Sendable {
  /// Head, message, properties and exceptions.
  package var text: RedactedText
  /// The frames of all its exceptions; empty where it has none.
  package var stack: RedactedText
  /// All of it, as it stands in the log.
  package var whole: RedactedText

  init(_ parts: RecordText) {
    var said: [Range<Int>] = []
    var frames: [Range<Int>] = []
    for line in parts.lines {
      if case .frame = line.part { Self.add(line.range, to: &frames) } else { Self.add(line.range, to: &said) }
    }
    text = RedactedText(lines: said.map(parts.text.piece))
    stack = RedactedText(lines: frames.map(parts.text.piece))
    whole = parts.text
  }

  /// Lines with nothing but a line feed between them stay together: a stack has dozens.
  private static func add(_ line: Range<Int>, to pieces: inout [Range<Int>]) {
    if let last = pieces.last, last.upperBound + 1 == line.lowerBound {
      pieces[pieces.count - 1] = last.lowerBound..<line.upperBound
    } else {
      pieces.append(line)
    }
  }
}
