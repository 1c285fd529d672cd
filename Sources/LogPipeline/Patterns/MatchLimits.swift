/// What one match may cost. The match limit alone does not bound quadratic expressions (`a*b` on 1 MiB ran 301 s), so
/// the subject is capped too; together the worst case measured was 4.3 ms.
package enum MatchLimits {
  /// Longest subject of one match, in bytes. Longer texts are matched in overlapping pieces.
  package static let subjectBytesMax = 16 * 1024
  /// How much two pieces share: a text that starts in the last half of that is found in the next one, which shows it what stands before.
  package static let pieceOverlapBytes = 2 * 1024
  /// A subject up to this length is matched by the interpreter where each expression is asked once.
  package static let onceBytesMax = 4 * 1024
  /// libpcre2's match limit.
  package static let matchLimit: UInt32 = 100_000
  /// libpcre2's heap limit in KiB.
  package static let heapLimitKiB: UInt32 = 8 * 1024
  /// A pattern that hit a limit this often is switched off for the rest of the run, and said.
  package static let strikesMax = 8
}
