import Foundation
import LogTail

extension FollowNote {
  /// What it says, for a person: the file, what is wrong, and what follows from it.
  package var words: String {
    switch self {
    case .unreadable(let path, .noSuchFile): "\(path): not there yet; it is read as soon as it is"
    case .unreadable(let path, .permissionDenied): "\(path): permission denied; it is read as soon as that changes"
    case .unreadable(let path, .notAFile): "\(path): neither a file nor a directory"
    case .unreadable(let path, .failed(let number)):
      unsafe "\(path): cannot be read: \(String(cString: strerror(number))); it is tried again"
    case .readableAgain(let path): "\(path): can be read again"
    case .refused(let path, let kind): "\(path): \(kind.words), not followed"
    case .hardLink(let path): "\(path): has a second name elsewhere, so it may be anybody's file: not followed"
    case .packed(let path, let kind): "\(path): \(kind), not followed; 'oxtail scan' may read it"
    case .truncated(let path): "\(path): was truncated or rewritten; what is left is looked at anew"
    case .destroyed(let path, let count): "\(path): \(count) bytes were lost before they could be read"
    case .cutBack(let path, let size): "\(path): was cut back to \(size) bytes; read on from there"
    case .damaged(let path, let damage): "\(path): \(damage.reason(read: 0).prefix { $0 != ":" })"
    case .letGo(let path): "\(path): was deleted, and nothing was written to it for ten minutes; let go"
    case .trouble(let words): words
    case .troubleOver: "the trouble is over"
    }
  }
}

extension FileStatus.Kind {
  fileprivate var words: String {
    switch self {
    case .regular: "a file"
    case .directory: "a directory now"
    case .link: "a link, which anybody who may write there can point anywhere"
    case .fifo: "a pipe"
    case .device: "a device"
    case .other: "neither a file nor a directory"
    }
  }
}
