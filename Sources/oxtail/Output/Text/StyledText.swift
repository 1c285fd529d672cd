/// One line with its styles.
struct StyledText: Sendable {
  private(set) var runs: [(text: SafeText, style: Style)] = []

  init(_ text: SafeText = "", _ style: Style = .plain) {
    if !text.isEmpty { runs = [(text, style)] }
  }

  static func blanks(_ count: Int) -> StyledText { StyledText(.blanks(count)) }

  var width: Int { runs.reduce(0) { $0 + $1.text.width } }
  var isEmpty: Bool { runs.isEmpty }

  static func + (left: StyledText, right: StyledText) -> StyledText {
    var sum = left
    sum.runs += right.runs
    return sum
  }

  static func += (left: inout StyledText, right: StyledText) { left.runs += right.runs }

  mutating func append(_ text: SafeText, _ style: Style = .plain) {
    if !text.isEmpty { runs.append((text, style)) }
  }

  /// Room for so many texts, asked for once.
  mutating func reserve(_ count: Int) { runs.reserveCapacity(count) }

  /// Itself where it fits or has several styles, which no text of a log decides.
  private func wrapped(to width: Int) -> [StyledText] {
    guard self.width > width, runs.count == 1, let run = runs.first else { return [self] }
    return run.text.wrapped(to: width).map { $0.styled(run.style) }
  }

  func render(_ palette: Palette, to bytes: inout [UInt8]) {
    for run in runs { palette.paint(run.text, run.style, to: &bytes) }
  }

  /// Segments side by side with ` · ` between them, on as many lines as it takes; one that is wider than a line is wrapped.
  static func lines(of segments: [StyledText], width: Int) -> [StyledText] {
    let separator = StyledText(" · ", .quiet)
    var lines: [StyledText] = []
    for segment in segments.flatMap({ $0.wrapped(to: width) }) {
      if let last = lines.last, last.width + separator.width + segment.width <= width {
        lines[lines.count - 1] = last + separator + segment
      } else {
        lines.append(segment)
      }
    }
    return lines
  }
}

extension SafeText {
  func styled(_ style: Style) -> StyledText { StyledText(self, style) }
}
