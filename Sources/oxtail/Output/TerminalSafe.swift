/// The text as a terminal may be given it: what would move the cursor, hide or reorder text, or has no agreed shape is
/// written as a visible escape.
///
/// Every byte that came from a log, a file's name or a pattern passes here before it is printed. Escaped are all scalars
/// of the general categories Cc (C0, DEL, C1), Cf (among them those that reverse the reading direction), Zl, Zp, Co, Cn and
/// Cs: by category, because hand-made tables miss some. TAB stays. A literal backslash stays too: an escape may thus be
/// mistaken for a text that reads like one, which harms nobody.
///
/// - Parameter allowingNewlines: Whether LF stays; else it is shown as `\n`. CR is always shown.
/// - Complexity: O(*n*); text without anything to escape is returned as it is.
func terminalSafe(_ text: some StringProtocol, allowingNewlines: Bool) -> String {
  if isPrintableASCII(text) { return String(text) }
  guard text.unicodeScalars.contains(where: { !isSafe($0, allowingNewlines) }) else { return String(text) }
  var safe = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if isSafe(scalar, allowingNewlines) {
      safe.append(scalar)
    } else {
      safe.append(contentsOf: visibleEscape(scalar).unicodeScalars)
    }
  }
  return String(safe)
}

/// The text of `bytes`, as ``terminalSafe(_:allowingNewlines:)`` shows it; bytes that are no UTF-8 appear as `\xNN`.
func terminalSafe(bytes: some Sequence<UInt8>, allowingNewlines: Bool) -> String {
  let bytes = Array(bytes)
  if let text = String(validating: bytes, as: UTF8.self) {
    return terminalSafe(text, allowingNewlines: allowingNewlines)
  }
  var safe = ""
  var parser = Unicode.UTF8.ForwardParser()
  var input = bytes.makeIterator()
  var position = 0
  while true {
    switch parser.parseScalar(from: &input) {
    case .valid(let encoded):
      let scalar = Unicode.UTF8.decode(encoded)
      safe += isSafe(scalar, allowingNewlines) ? String(scalar) : visibleEscape(scalar)
      position += encoded.count
    case .error(let length):
      for byte in bytes[position..<position + length] { safe += "\\x" + hexadecimal(UInt32(byte)) }
      position += length
    case .emptyInput:
      return safe
    }
  }
}

/// What most texts are; told without a look at single scalars.
private func isPrintableASCII(_ text: some StringProtocol) -> Bool {
  text.utf8.withContiguousStorageIfAvailable { bytes in
    // Each of 0x20...0x7E keeps below 95 from 0x20 on.
    unsafe bytes.allSatisfy { $0 &- 0x20 < 95 }
  } ?? false
}

private func isSafe(_ scalar: Unicode.Scalar, _ allowingNewlines: Bool) -> Bool {
  switch scalar.value {
  case 0x20..<0x7F, 0x09: return true
  case 0x0A: return allowingNewlines
  case 0..<0x20, 0x7F..<0xA0: return false
  default: break
  }
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: return false
  default: return true
  }
}

/// `\n`, `\x1B` for ASCII, else `\u{202E}`: `\x85` is a byte that is no text, `\u{85}` a control character.
private func visibleEscape(_ scalar: Unicode.Scalar) -> String {
  if scalar == "\n" { return "\\n" }
  return scalar.isASCII ? "\\x" + hexadecimal(scalar.value) : "\\u{" + hexadecimal(scalar.value) + "}"
}

private func hexadecimal(_ value: UInt32) -> String {
  let digits = String(value, radix: 16, uppercase: true)
  return digits.utf8.count < 2 ? "0" + digits : digits
}
