extension Page {
  /// Fewer would not lead the eye.
  static let dotsMin = 3

  /// What was checked, dots, and how it turned out at the line's end: `panel.log can be read ................ [OK]`.
  ///
  /// Every text ends at the same column at the latest, whatever its outcome, so that a list's texts break alike.
  mutating func check(_ text: SafeText, _ outcome: CheckOutcome) {
    let widest = CheckOutcome.allCases.map(\.tag.width).max() ?? 0
    let lines = text.wrapped(to: max(1, width - widest - Self.dotsMin - 2))
    add(lines.dropLast().map { StyledText($0) })
    let last = lines.last ?? ""
    let dots = width - last.width - outcome.tag.width - 2
    add(
      StyledText(last) + StyledText(" \(SafeText(joining: String(repeating: ".", count: max(0, dots)))) ", .quiet)
        + outcome.tag.styled(outcome.style))
  }
}
