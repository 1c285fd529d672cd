/// How many columns a terminal gives to `text`, for aligning tables.
///
/// Wide and fullwidth East Asian scalars and emoji take two, combining ones none, all others one. The text is meant to have
/// passed ``terminalSafe(_:allowingNewlines:)``: a TAB or LF counts as one column, though it is none.
///
/// Terminals disagree about clusters such as flags; the sum over the scalars is what `wcwidth` gives.
///
/// - Complexity: O(*n*); ASCII is only counted.
func displayWidth(_ text: some StringProtocol) -> Int {
  if isASCII(text) { return text.utf8.count }
  return text.unicodeScalars.reduce(0) { $0 + columns(of: $1) }
}

func isASCII(_ text: some StringProtocol) -> Bool {
  text.utf8.withContiguousStorageIfAvailable { bytes in
    unsafe bytes.reduce(0, |) < 0x80
  } ?? text.utf8.allSatisfy { $0 < 0x80 }
}

private func columns(of scalar: Unicode.Scalar) -> Int {
  guard scalar.value >= 0x300 else { return 1 }
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format: return 0
  default: break
  }
  // Vowels and final consonants of Hangul join the syllable before them.
  if (0x1160...0x11FF).contains(scalar.value) || (0xD7B0...0xD7FF).contains(scalar.value) { return 0 }
  if wideRanges.contains(where: { $0.contains(scalar.value) }) { return 2 }
  // The two letters of a flag take a column each.
  let isFlagLetter = (0x1F1E6...0x1F1FF).contains(scalar.value)
  return scalar.properties.isEmojiPresentation && !isFlagLetter ? 2 : 1
}

/// The blocks of `EastAsianWidth.txt` with the values W and F; single wide symbols are found as emoji.
private let wideRanges: [ClosedRange<UInt32>] = [
  0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
  0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF,
  0x1AFF0...0x1B2FF, 0x1F200...0x1F2FF, 0x20000...0x3FFFD,
]
