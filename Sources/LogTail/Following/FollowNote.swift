/// Something about a followed file that its user should know. The same thing is said once, and again only after a log of that path was read.
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

  /// The file that it is about; `nil` where it is about all of them.
  var path: String? {
    switch self {
    case .unreadable(let path, _), .readableAgain(let path), .refused(let path, _), .hardLink(let path),
      .packed(let path, _), .truncated(let path), .destroyed(let path, _), .cutBack(let path, _),
      .damaged(let path, _), .letGo(let path):
      path
    case .trouble, .troubleOver: nil
    }
  }
}
