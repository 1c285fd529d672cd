/// What a record says, without and with its stack: for an index, which stores both beside the event.
package struct RecordWords: Sendable {
  /// Head, message, properties and exceptions.
  package var text: RedactedText
  /// The frames of all its exceptions; empty where it has none.
  package var stack: RedactedText
  /// All of it, as it stands in the log.
  package var whole: RedactedText

  init(_ parts: RecordText) {
    var said: [RedactedText] = []
    var frames: [RedactedText] = []
    for line in parts.lines {
      let piece = parts.text.piece(line.range)
      if case .frame = line.part { frames.append(piece) } else { said.append(piece) }
    }
    text = RedactedText(lines: said)
    stack = RedactedText(lines: frames)
    whole = parts.text
  }
}
