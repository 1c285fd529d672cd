/// Why a compressed file or an archive gave less than it promised. What stood before the damage was read.
package enum Damage: Hashable, Sendable {
  /// The compressed bytes end in the middle.
  case gzipTruncated
  /// The compressed bytes are wrong: not to be unpacked any further, or unpacked and refuted by their own check sum.
  case gzipCorrupt
  /// What follows the compressed bytes is neither the next member nor padding.
  case gzipTrailing
  /// More bytes came out than ``ExpansionLimits`` allow.
  case expandsTooFar
  /// The archive ends in the middle of an entry or without its end mark.
  case tarTruncated
  /// What should be an entry's head is none.
  case tarCorrupt
  /// More entries than ``TarArchive/entriesMax``.
  case tarTooManyEntries
}
