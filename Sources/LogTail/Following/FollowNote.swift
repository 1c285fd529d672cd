/// Something about a followed file that its user should know. The same thing is said once, until it is over.
package enum FollowNote: Hashable, Sendable {
  case unreadable(path: String, UnreadablePath.Reason)
  case readableAgain(path: String)
  /// Something else than a regular file has the name of a log.
  case refused(path: String, FileStatus.Kind)
  /// An unknown file that has another name elsewhere: it could be anybody's.
  case hardLink(path: String)
  /// Compressed or packed in a way that is not followed.
  case packed(path: String, kind: String)
  /// The file is shorter than what was read of it, or holds other bytes.
  case truncated(path: String)
  /// Bytes that were seen are gone unread.
  case destroyed(path: String, byteCount: Int)
  case cutBack(path: String, size: Int)
  case damaged(path: String, Damage)
  /// A deleted file was held open to its end, and nothing was written to it for ``FollowLimits/unlinkedMs``.
  case letGo(path: String)
  case trouble(String)
  case troubleOver
}
