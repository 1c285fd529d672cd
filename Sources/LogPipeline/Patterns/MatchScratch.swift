import CPCRE2

/// What a match needs besides the expression: libpcre2's match data and limits, reused from match to match.
///
/// One worker owns one scratch; it is not shared.
@safe package struct MatchScratch: ~Copyable {
  private let data: OpaquePointer
  private let context: OpaquePointer
  /// Groups that `data` has room for; a group beyond is reported as not set.
  private static let groupsMax: UInt32 = 64
  private let interpreterOnly: Bool
  /// Whether each expression is asked about one text: for a short one, machine code takes longer to make than it saves.
  var asksOnce = false
  /// The groups of the last match, where libpcre2 was not asked for it.
  private var plainSlots = PlainSlots()
  private var isPlain = false
  /// Whether libpcre2 was not asked for the last match.
  var wasPlain: Bool { isPlain }
  /// Of a line that a plain expression refused last, how many of its first bytes decided that, whatever their digits are.
  var refusalReach: Int { isPlain ? plainSlots.reach : PlainSlots.wholeLine }
  /// How often libpcre2 was asked.
  private(set) var libraryCalls = 0

  /// How a match ended.
  package enum Outcome: Equatable, Sendable {
    case match
    case noMatch
    /// A limit of ``MatchLimits`` was reached; whether the text would have matched is not known.
    case limit
  }

  /// - Parameters:
  ///   - matchLimit: libpcre2's match limit; tests lower it to see how far a pattern stays below the shipped one.
  ///   - interpreterOnly: Leaves the JIT aside, whose counting of the match limit is coarser.
  package init(matchLimit: UInt32 = MatchLimits.matchLimit, interpreterOnly: Bool = false) {
    guard let data = unsafe pcre2_match_data_create_8(Self.groupsMax, nil),
      let context = unsafe pcre2_match_context_create_8(nil)
    else { preconditionFailure("libpcre2 has no memory for a match") }
    unsafe self.data = data
    unsafe self.context = context
    self.interpreterOnly = interpreterOnly
    unsafe pcre2_set_match_limit_8(context, matchLimit)
    unsafe pcre2_set_heap_limit_8(context, MatchLimits.heapLimitKiB)
  }

  deinit {
    unsafe pcre2_match_data_free_8(data)
    unsafe pcre2_match_context_free_8(context)
  }

  /// Looks for the leftmost match of `expression` that starts in `start ..< startMax`.
  ///
  /// - Parameters:
  ///   - subject: At most ``MatchLimits/subjectBytesMax`` bytes count; the caller cuts longer texts.
  ///   - start: Where the search begins; what stands before it is seen by look-behinds only.
  ///   - startMax: A match may not start at or after this offset.
  ///   - triesPlain: Whether it is not known yet that only libpcre2 can tell.
  package mutating func match(
    _ expression: borrowing Expression, in subject: RawSpan, from start: Int = 0, startMax: Int? = nil,
    triesPlain: Bool = true
  ) -> Outcome {
    precondition(subject.byteCount <= MatchLimits.subjectBytesMax, "subject of \(subject.byteCount) bytes")
    if triesPlain, start == 0, startMax == nil, !interpreterOnly, let plain = expression.plain {
      isPlain = true
      switch plain.match(subject, &plainSlots) {
      case .match: return .match
      case .noMatch: return .noMatch
      case .unknown: break
      }
    }
    isPlain = false
    libraryCalls += 1
    let sparesMachineCode = asksOnce && subject.byteCount <= MatchLimits.onceBytesMax
    if !interpreterOnly, !sparesMachineCode { expression.prepare() }
    unsafe pcre2_set_offset_limit_8(context, startMax.map { max(start, $0 - 1) } ?? Int(bitPattern: ~UInt(0)))
    let code = unsafe expression.code
    var start = start
    // libpcre2 refuses to start inside a character.
    while start < subject.byteCount, unsafe subject.unsafeLoad(fromByteOffset: start, as: UInt8.self) & 0xC0 == 0x80 {
      start += 1
    }
    let result = unsafe subject.withUnsafeBytes { bytes in
      let base = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
      var result = unsafe pcre2_match_8(
        code, base, bytes.count, start, interpreterOnly ? PCRE2_NO_JIT : 0, data, context)
      if result == PCRE2_ERROR_JIT_STACKLIMIT {
        result = unsafe pcre2_match_8(code, base, bytes.count, start, PCRE2_NO_JIT, data, context)
      }
      return result
    }
    switch result {
    case 0...: return .match
    case PCRE2_ERROR_NOMATCH: return .noMatch
    case _ where sparesMachineCode:
      // Machine code counts the match limit more coarsely: it decides.
      asksOnce = false
      return match(expression, in: subject, from: start, startMax: startMax, triesPlain: false)
    // Match, depth and heap limit and lack of memory; whatever else libpcre2 may refuse, the record is kept all the same.
    default: return .limit
    }
  }

  /// Looks for a match at the beginning of `subject`, as far as that is plain; the groups are read as after any match.
  mutating func match(_ plain: PlainExpression, in subject: RawSpan) -> PlainExpression.Outcome {
    isPlain = true
    return plain.match(subject, &plainSlots)
  }

  /// Where the last match's group lies, in bytes of its subject; `nil` for a group that took no part.
  package func range(of group: Int = 0) -> Range<Int>? {
    if isPlain { return plainSlots.range(of: group) }
    guard group < Int(Self.groupsMax) else { return nil }
    let offsets = unsafe pcre2_get_ovector_pointer_8(data)
    guard let offsets = unsafe offsets else { return nil }
    let (start, end) = unsafe (offsets[2 * group], offsets[2 * group + 1])
    // PCRE2_UNSET is ~0; a \K may even put the end before the start.
    guard start != Int(bitPattern: ~UInt(0)), start <= end else { return nil }
    return start..<end
  }
}
