/// Sizes and times of the following.
package struct FollowLimits: Sendable {
  package var identity = FileIdentity.Limits()
  /// Bytes read at a time.
  package var batchBytes = FileStream.batchBytes
  /// Bytes between two commits: some thousand records, a moment of work that a kill can cost.
  package var commitBytes = 2 << 20
  /// Bytes of one log in one turn: another log that has news need not wait for longer.
  package var turnBytes = 16 << 20
  /// An agreement in fewer bytes proves nothing: they are hardly more than the time of a record.
  package var certainBytes = 64
  /// Two files that agree in so much hold records of the same times: one of them is the other, cut back.
  package var cutBackBytes = 4_096
  /// How long a file may be too short to tell whether it is another's copy in the making.
  package var undecidedMs = 2_000
  /// How long nothing may come before a generation that was rotated away is taken for complete.
  package var settleMs = 5_000
  /// How long a file that has no name any more is held open after its last growth, unless the log went on elsewhere.
  package var unlinkedMs = 600_000
  /// After so long a compressed file is not being written any more: what it holds is read as far as it goes.
  package var packingMs = 60_000
  /// Open files at a time; those that did not grow for the longest time are closed first, and opened again when they grow.
  package var handlesMax = 512
  package var expansion = ExpansionLimits.standard

  package init() {}
}
