/// An open file.
final class SystemFile: FollowedFile {
  private let descriptor: Int32
  private let path: String

  init(_ descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { POSIX.close(descriptor) }

  func status() throws(UnreadablePath) -> FileStatus { try POSIX.status(descriptor, path: path) }

  func read(into buffer: inout [UInt8], at offset: Int) throws(UnreadablePath) -> Int {
    try POSIX.read(descriptor, into: &buffer, at: offset, path: path)
  }

  func nextData(from offset: Int) -> Int? { POSIX.nextData(descriptor, from: offset) }
}
