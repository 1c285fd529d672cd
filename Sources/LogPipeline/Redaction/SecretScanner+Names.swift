/// What stands between a name and its value.
struct ValueSeparator {
  enum Kind {
    case assignment
    case colon
    case arrow
  }
  var kind: Kind
  /// Right behind the separator.
  var end: Int
  /// Where the value starts: blanks, a type and the like are skipped.
  var valueStart: Int
  /// `"name": …`, `'name' => …`, `["name"]=>`.
  var nameIsQuoted: Bool
  /// `[name] => …`, as print_r writes.
  var nameIsBracketed: Bool
}

// Names with a value behind them: `key=value`, JSON, print_r, var_export, var_dump, serialize.
extension SecretScanner {
  /// Judges what follows the name `name`; moves ``position`` behind a value it has judged.
  mutating func scanNamedValue(_ name: Range<Int>) {
    guard let next = byte(name.upperBound), !next.isWord || next == UInt8(ascii: ".") else { return }
    guard CredentialKey.mayTell(bytes.span.extracting(name)) else { return }
    if let separator = separator(after: name) {
      guard let key = CredentialKey(bytes[name]) else { return }
      return scanValue(of: key, separator, name: name)
    }
    guard mayNameIndirectly(next), let key = CredentialKey(bytes[name]) else { return }
    if next == UInt8(ascii: "(") { return scanCall(name) }
    if scanNeighbour(of: name, key) { return }
    if key == .secret || key == .group { scanQuotedRemark(after: name) }
  }

  private func mayNameIndirectly(_ next: UInt8) -> Bool {
    switch next {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"), UInt8(ascii: "&"), UInt8(ascii: "<"),
      UInt8(ascii: " "), UInt8(ascii: "("), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "]"):
      true
    default: false
    }
  }

  private func separator(after name: Range<Int>) -> ValueSeparator? {
    var position = name.upperBound
    var quote: QuoteToken?
    if let token = QuoteToken(in: bytes, at: position) {
      // The shell's `-u user -p password'`: a quote that closes nothing before the name belongs to something else.
      quote = token
      position = token.range.upperBound
    }
    position = skippingVisibility(position)
    var bracketed = false
    if byte(position) == UInt8(ascii: "]") {
      bracketed = quote == nil
      position += 1
    }
    if quote != nil, let serialized = serializedValue(position) {
      return ValueSeparator(
        kind: .arrow, end: serialized, valueStart: serialized, nameIsQuoted: true, nameIsBracketed: false)
    }
    let blanksEnd = quote != nil || bracketed ? skippingSpace(position) : skippingBlanks(position)
    guard let (kind, length) = separatorKind(at: blanksEnd) else { return nil }
    let end = blanksEnd + length
    if bracketed, kind != .arrow, !bytes.has("[", at: name.lowerBound - 1) { return nil }
    return ValueSeparator(
      kind: kind, end: end, valueStart: valueStart(end), nameIsQuoted: quote != nil,
      nameIsBracketed: bracketed && kind == .arrow)
  }

  /// `:protected`, `:Class:private` behind a property's name in dumps.
  private func skippingVisibility(_ start: Int) -> Int {
    var position = start
    while byte(position) == UInt8(ascii: ":"), position - start < 128 {
      var next = position + 1
      while let byte = byte(next), byte.isWord || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { next += 1 }
      guard next > position + 1, byte(next) == UInt8(ascii: ":") || byte(next) == UInt8(ascii: "]") else {
        return start
      }
      position = next
    }
    return byte(position) == UInt8(ascii: "]") ? position : start
  }

  /// `;s:12:` of PHP's serialize.
  private func serializedValue(_ start: Int) -> Int? {
    guard bytes.has(";s:", at: start) else { return nil }
    var position = start + 3
    while let digit = byte(position), digit.isDigit { position += 1 }
    return byte(position) == UInt8(ascii: ":") ? position + 1 : nil
  }

  private func separatorKind(at position: Int) -> (ValueSeparator.Kind, length: Int)? {
    switch byte(position) {
    case UInt8(ascii: "="):
      if bytes.has("=>", at: position) { return (.arrow, 2) }
      if bytes.has("=\\u003e", at: position) || bytes.has("=\\u003E", at: position) { return (.arrow, 7) }
      if bytes.has("=&", at: position) {
        var end = position + 2
        while bytes.has("amp;", at: end) { end += 4 }
        if bytes.has("gt;", at: end) { return (.arrow, end + 3 - position) }
      }
      return bytes.has("==", at: position) ? (.assignment, 2) : (.assignment, 1)
    case UInt8(ascii: ":"):
      if bytes.has(":=", at: position) { return (.assignment, 2) }
      if bytes.has("::", at: position) || bytes.has("://", at: position) { return nil }
      return (.colon, 1)
    case UInt8(ascii: "\\"):
      return bytes.has("\\u003d", at: position) ? (.assignment, 6) : nil
    case UInt8(ascii: "%"):
      if bytes.has("%3D", at: position) { return (.assignment, 3) }
      return bytes.has("%3A", at: position) ? (.colon, 3) : nil
    default:
      return nil
    }
  }

  /// Skips blanks and a type: `string(8) "…"`, `(string) '…'`, `u'…'`; line ends only before a quote or a type.
  private func valueStart(_ separatorEnd: Int) -> Int {
    var position = skippingBlanks(separatorEnd)
    let beyond = skippingSpace(position)
    if beyond > position, QuoteToken(in: bytes, at: beyond) != nil || bytes.has("string(", at: beyond) {
      position = beyond
    }
    if bytes.has("string(", at: position) {
      var end = position + 7
      while let digit = byte(end), digit.isDigit { end += 1 }
      if byte(end) == UInt8(ascii: ")") { position = skippingBlanks(end + 1) }
    } else if bytes.has("(string)", at: position) {
      position = skippingBlanks(position + 8)
    } else if let prefix = byte(position), prefix == UInt8(ascii: "u") || prefix == UInt8(ascii: "b"),
      QuoteToken(in: bytes, at: position + 1) != nil
    {
      position += 1
    }
    return position
  }
}
