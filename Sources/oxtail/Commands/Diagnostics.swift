/// Lines on standard error, each with the program's name in front.
struct Diagnostics {
  private(set) var lines: [SafeText] = []

  mutating func say(_ text: SafeText) { lines.append("oxtail: " + text) }

  /// More words on what was said last.
  mutating func addDetail(_ text: SafeText) { lines.append("  " + text) }

  var text: String { lines.map { $0.string + "\n" }.joined() }
}
