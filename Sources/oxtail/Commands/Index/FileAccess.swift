import Foundation

/// What whoever runs this can do with a file.
enum FileAccess: Equatable {
  case readable, forbidden, missing

  init(_ path: String) {
    if unsafe access(path, R_OK) == 0 {
      self = .readable
    } else {
      // A directory that may not be entered does not tell what it holds: what may be there is not called missing.
      self = errno == EACCES || errno == EPERM ? .forbidden : .missing
    }
  }
}
