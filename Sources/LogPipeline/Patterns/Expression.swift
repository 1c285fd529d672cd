import CPCRE2
import Synchronization

/// One compiled PCRE2 expression.
///
/// Expressions are compiled for log bytes: UTF with invalid sequences tolerated, JIT where the system allows it, never `\C`.
/// A value is immutable after `init`; everything a match changes lives in ``MatchScratch``.
@safe package final class Expression: Sendable {
  // Written by `init` and ``prepare()`` alone; libpcre2 lets threads share a compiled pattern as long as each has its own match data.
  nonisolated(unsafe) let code: OpaquePointer
  /// The text that was compiled.
  package let text: String
  /// The named groups with their numbers, in the order of their numbers.
  package let captureNames: [(name: String, group: Int)]
  /// Those of them that name fields.
  let fields: [(field: Field, group: Int)]
  /// Number of the highest group.
  package let groupCount: Int
  private let isPrepared = Atomic(false)
  /// Whether machine code was asked for.
  var wasPrepared: Bool { isPrepared.load(ordering: .acquiring) }
  private let hasMachineCode = Mutex(false)
  private let hasPlainForm = Atomic(false)
  // Written once, by whoever has the lock, before `hasPlainForm` says so. A reference that is itself atomic takes as long to read as a short match.
  private nonisolated(unsafe) var plainForm: PlainExpression?
  private let makingPlainForm = Mutex(())

  /// What of the expression is plain enough to be matched without libpcre2; made before the first match, as machine code is.
  var plain: PlainExpression? {
    if !hasPlainForm.load(ordering: .acquiring) { makePlainForm() }
    return unsafe plainForm
  }

  private func makePlainForm() {
    makingPlainForm.withLock { _ in
      guard !hasPlainForm.load(ordering: .relaxed) else { return }
      unsafe plainForm = PlainExpression(text)
      hasPlainForm.store(true, ordering: .releasing)
    }
  }

  /// - Throws: ``ExpressionError`` with libpcre2's words and the place in `text`.
  package init(_ text: String) throws(ExpressionError) {
    var errorCode: Int32 = 0
    var errorOffset = 0
    var utf8 = text
    let options =
      PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT | PCRE2_DOLLAR_ENDONLY
    let compiled = utf8.withUTF8 { bytes in
      unsafe pcre2_compile_8(bytes.baseAddress, bytes.count, options, &errorCode, &errorOffset, nil)
    }
    guard let compiled = unsafe compiled else {
      throw ExpressionError(text: text, offset: errorOffset, reason: Expression.message(errorCode))
    }
    unsafe code = compiled
    self.text = text
    var groups: UInt32 = 0
    unsafe pcre2_pattern_info_8(compiled, UInt32(PCRE2_INFO_CAPTURECOUNT), &groups)
    groupCount = Int(groups)
    let names = unsafe Expression.names(of: compiled)
    captureNames = names
    fields = names.compactMap { name, group in Field(rawValue: name).map { ($0, group) } }
  }

  deinit {
    unsafe pcre2_code_free_8(code)
  }

  /// Makes machine code before the first match: most expressions of a catalogue are never matched, and it takes longer than all else.
  func prepare() {
    if wasPrepared { return }
    hasMachineCode.withLock { hasMachineCode in
      guard !isPrepared.load(ordering: .relaxed) else { return }
      hasMachineCode = unsafe pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE) == 0
      isPrepared.store(true, ordering: .releasing)
    }
  }

  /// Whether the system gives us machine code. Without it the interpreter runs, about five times slower.
  package var usesJIT: Bool {
    prepare()
    return hasMachineCode.withLock { $0 }
  }

  /// The bytes with which a match may begin, of a letter both cases, or `nil` where libpcre2 cannot tell (such as for an expression that may
  /// match nothing). Anchors at the start hide this; compile the expression without `^` to ask.
  package var firstBytes: ByteSet? {
    var type: UInt32 = 0
    unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_FIRSTCODETYPE), &type)
    if type == 1 {
      var unit: UInt32 = 0
      unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_FIRSTCODEUNIT), &unit)
      // libpcre2 does not say whether it stands for both of its cases.
      let byte = UInt8(truncatingIfNeeded: unit)
      let isLetter = UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
      return ByteSet(isLetter ? [byte | 0x20, byte & ~0x20] : [byte])
    }
    var bitmap: UnsafePointer<UInt8>?
    unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_FIRSTBITMAP), &bitmap)
    guard let bitmap = unsafe bitmap else { return nil }
    var set = ByteSet()
    for byte in 0...255 where unsafe bitmap[byte / 8] & (1 << UInt8(byte % 8)) != 0 {
      set.insert(UInt8(byte))
    }
    return set
  }

  private static func names(of code: OpaquePointer) -> [(name: String, group: Int)] {
    var count: UInt32 = 0
    var width: UInt32 = 0
    var table: UnsafePointer<UInt8>?
    unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMECOUNT), &count)
    unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMEENTRYSIZE), &width)
    unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMETABLE), &table)
    guard let table = unsafe table else { return [] }
    var names: [(name: String, group: Int)] = []
    for index in 0..<Int(count) {
      // An entry is the group's number in two bytes, then its name, ended by NUL.
      let entry = unsafe UnsafeBufferPointer(start: table + index * Int(width), count: Int(width))
      let group = unsafe Int(entry[0]) << 8 | Int(entry[1])
      let name = unsafe String(decoding: entry.dropFirst(2).prefix { $0 != 0 }, as: UTF8.self)
      names.append((name, group))
    }
    return names.sorted { $0.group < $1.group }
  }

  static func message(_ code: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let length = unsafe buffer.withUnsafeMutableBufferPointer { bytes in
      unsafe pcre2_get_error_message_8(code, bytes.baseAddress, bytes.count)
    }
    guard length > 0 else { return "libpcre2 error \(code)" }
    return String(decoding: buffer.prefix(Int(length)), as: UTF8.self)
  }
}

/// An expression that libpcre2 refused.
package struct ExpressionError: Error, Equatable {
  /// The whole expression.
  package var text: String
  /// Byte offset in `text` where libpcre2 gave up.
  package var offset: Int
  /// libpcre2's own words.
  package var reason: String
}
