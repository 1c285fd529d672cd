/// Why nothing could be committed: the disk is full, another process has the index.
package struct FollowTrouble: Error, Hashable, Sendable {
  package var words: String

  package init(_ words: String) { self.words = words }
}
