/// Why an index cannot be used.
package struct StoreError: Error, Equatable, Sendable {
  package enum Code: Equatable, Sendable {
    /// Another process writes; its words are in `message`.
    case busy
    /// There is no index at this path.
    case missing
    /// The path cannot be made or opened.
    case cannotCreate
    case permissionDenied
    /// The file is no index, is damaged, or was written by a newer oxtail.
    case unusable
    /// Reading or writing failed: a full disk, an I/O error.
    case failed
  }

  package var code: Code
  package var path: String
  /// What is wrong, and what to do about it.
  package var message: String

  package init(_ code: Code, path: String, _ message: String) {
    self.code = code
    self.path = path
    self.message = message
  }
}
