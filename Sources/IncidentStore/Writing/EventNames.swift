import LogPipeline

/// By what a record is found beside its own words: values of its fields that do not stand there, and names that PHP cut in its stack.
enum EventNames {
  /// The stack of a call shows few arguments; of a longer one the rest repeats them.
  private static let cutNamesMax = 16

  /// - Returns: A name a line; mostly none.
  static func names(of event: Event, text: String, stack: String) -> String {
    let text = Array(text.utf8)
    var names = event.fields.values.map(\.string).filter { !isWord($0, in: text) }
    if !stack.isEmpty { names += cutNames(in: stack).filter { !isWord($0, in: text) } }
    return names.isEmpty ? "" : names.uniqued().sorted().joined(separator: "\n")
  }

  /// Whether a value stands in a text as the search's tables divide it into words. Whatever is doubtful does not.
  private static func isWord(_ value: String, in text: [UInt8]) -> Bool {
    let value = Array(value.utf8)
    guard let first = value.first, value.count <= text.count else { return value.isEmpty }
    var start = 0
    while start + value.count <= text.count {
      guard let next = text[start...(text.count - value.count)].firstIndex(of: first) else { return false }
      let end = next + value.count
      if text[next..<end].elementsEqual(value), next == 0 || !isWord(text[next - 1]),
        end == text.count || !isWord(text[end])
      {
        return true
      }
      start = next + 1
    }
    return false
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || TextSieve.isWord(byte)
  }

  /// `'info@kunde.exam...`, as PHP shows an argument.
  private static func cutNames(in stack: String) -> [String] {
    let bytes = Array(stack.utf8)
    let dots = Array("...".utf8)
    var names: [String] = []
    var start = 0
    while names.count < cutNamesMax, let quote = bytes[start...].firstIndex(of: UInt8(ascii: "'")) {
      start = quote + 1
      // A character has four bytes at most.
      let window = bytes[start..<min(bytes.count, start + IndexReader.cutNameCount * 4 + dots.count)]
      let ends = window.indices.dropLast(2).filter { window[$0..<($0 + dots.count)].elementsEqual(dots) }
      for end in ends {
        let name = String(decoding: bytes[start..<end], as: UTF8.self)
        guard name.count == IndexReader.cutNameCount else { continue }
        names.append("'\(name)...")
        start = end
        break
      }
    }
    return names
  }
}
