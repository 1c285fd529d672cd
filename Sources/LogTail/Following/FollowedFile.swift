/// An open file. It stays readable when its name is given to another file or is gone, and as long as it is open its inode is not used again.
package protocol FollowedFile: AnyObject {
  func status() throws(UnreadablePath) -> FileStatus

  /// Fills the beginning of `buffer`, which must not be empty, with the bytes at `offset`.
  ///
  /// - Returns: How many bytes; 0 at the end.
  func read(into buffer: inout [UInt8], at offset: Int) throws(UnreadablePath) -> Int

  /// Where the first byte at or behind `offset` lies that was ever written; `nil` where the file system does not tell, or there is none.
  func nextData(from offset: Int) -> Int?
}
