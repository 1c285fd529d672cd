/// What became of a batch.
package enum FollowVerdict: Equatable, Sendable {
  case committed(id: Int64)
  /// Too little to tell whether it is a log: nothing was committed, and more bytes may come.
  case held
  /// No log.
  case refused
}
