/// What one turn did.
package struct FollowTurn: Equatable, Sendable {
  /// Whether there is more to do at once.
  package var isBehind = false
  /// Whether anything was committed.
  package var hasNews = false
  package var trouble: FollowTrouble?
}
