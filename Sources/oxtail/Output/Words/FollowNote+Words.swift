import LogTail
import OxtailService

extension FollowNote {
  /// What happened to a followed file, and what to do where somebody must do something.
  ///
  /// - Parameter user: Who reads the logs.
  func words(user: String) -> SafeText {
    switch self {
    case .unreadable(let path, .permissionDenied):
      let commands = AccessGrant.commands(for: path, user: user).joined(separator: " && ")
      return "\(path): may not be read; it is followed once it may: \(commands)"
    case .unreadable(let path, .noSuchFile): return "\(path): is not there; it is followed once it is"
    case .unreadable(let path, let reason):
      return "\(path): \(SkippedFile.words(reason)); it is followed once it can be read"
    case .readableAgain(let path): return "\(path): can be read again; nothing was lost"
    case .refused(let path, let kind):
      return "\(path): is a \(kind.rawValue) now, no regular file; what was open is read to its end"
    case .hardLink(let path): return "\(path): has another name elsewhere and could be anybody's; not read"
    case .packed(let path, let kind): return "\(path): \(kind) is not followed; `oxtail index` reads it"
    case .truncated(let path): return "\(path): was truncated or written anew"
    case .destroyed(let path, let count):
      return "\(path): \(SafeText.size(count)) were gone before anybody could read them; kept as a gap"
    case .cutBack(let path, let size):
      return "\(path): was cut back to \(SafeText.size(size)); read on from its old end"
    case .damaged(let path, _): return "\(path): is damaged, as far as it goes it was read; `oxtail scan` tells more"
    case .letGo(let path): return "\(path): was deleted, and nothing was written to it any more; closed"
    case .trouble(let words):
      return "nothing can be kept for now: \(words). The place is kept, and it goes on as soon as it can"
    case .troubleOver: return "what was read is kept again; nothing was lost"
    }
  }

  /// Whether somebody should look at it.
  var isGrave: Bool {
    switch self {
    case .unreadable, .refused, .hardLink, .destroyed, .damaged, .trouble: true
    case .readableAgain, .packed, .truncated, .cutBack, .letGo, .troubleOver: false
    }
  }
}
