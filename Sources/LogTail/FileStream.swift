/// A file or standard input, from its beginning.
///
/// Files are read by `pread`, never mapped: a file that is truncated under a mapping kills the process.
package final class FileStream: MeasuredStream {
  /// Bytes of one batch: large enough for the cost of a call to vanish, small enough to stay in the cache.
  package static let batchBytes = 256 * 1024

  private let path: String
  private let descriptor: Int32
  private let isStream: Bool
  /// Bytes read or passed over so far.
  package private(set) var offset = 0

  /// - Parameter path: `-` is standard input.
  package init(path: String) throws(UnreadablePath) {
    self.path = path
    isStream = path == "-"
    descriptor = isStream ? 0 : try POSIX.open(path)
  }

  deinit {
    if !isStream { POSIX.close(descriptor) }
  }

  /// The file's size now; 0 for standard input.
  package var size: Int { isStream ? 0 : POSIX.size(descriptor) }

  package var damage: Damage? { nil }

  package func read(into buffer: inout [UInt8]) throws(UnreadablePath) -> Int {
    let count =
      isStream
      ? try POSIX.readStream(descriptor, into: &buffer)
      : try POSIX.read(descriptor, into: &buffer, at: offset, path: path)
    offset += count
    return count
  }

  /// A file's bytes are passed over without being read.
  package func skip(_ count: Int) throws(UnreadablePath) -> Int {
    guard !isStream else { return try passOver(count) }
    let passed = max(0, min(count, size - offset))
    offset += passed
    return passed
  }
}
