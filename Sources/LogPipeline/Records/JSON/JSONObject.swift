/// The members of a JSON object that fills one line, as places in its bytes.
///
/// Strict in structure: what is no whole object, or has anything but blanks behind it, is none. Forgiving inside of strings: unknown
/// escapes, control characters and bytes that are no UTF-8 are let pass, since a log is no contract. Nothing is unescaped before
/// somebody asks; see ``JSONString``.
struct JSONObject {
  enum Kind: Equatable {
    case string, number, bool, null
    /// An object or a list, checked and left as it is.
    case nested
  }

  struct Member {
    /// Without the quotes, still escaped.
    var key: Range<Int>
    /// A string without its quotes and still escaped; everything else as it is written.
    var value: Range<Int>
    var kind: Kind
  }

  private(set) var members: [Member] = []

  /// Longer lines are no record; the framer keeps less of a line anyway.
  static let bytesMax = RecordLimits.recordBytesMax
  /// What a log writes is flat. Each level is one more call.
  static let depthMax = 32

  /// - Returns: `nil` for what is no JSON object.
  /// - Complexity: O(*n*), one allocation for the list of members.
  init?(_ line: RawSpan) {
    guard line.byteCount <= Self.bytesMax else { return nil }
    var scanner = JSONScanner()
    scanner.skipBlanks(line)
    guard let members = scanner.object(line, depth: 1) else { return nil }
    scanner.skipBlanks(line)
    guard scanner.isAtEnd(of: line) else { return nil }
    self.members = members
  }
}
