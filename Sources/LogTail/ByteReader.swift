/// Reads a file or standard input from its beginning, batch by batch.
///
/// Files are read by `pread`, never mapped: a file that is truncated under a mapping kills the process.
package struct ByteReader: ~Copyable {
  /// Bytes of one batch: large enough for the cost of a call to vanish, small enough to stay in the cache.
  package static let batchBytes = 256 * 1024

  private let path: String
  private let descriptor: Int32
  private let isStream: Bool
  private var buffer: [UInt8]
  private var offset = 0

  /// - Parameter path: `-` is standard input.
  package init(path: String, batchBytes: Int = ByteReader.batchBytes) throws(UnreadablePath) {
    self.path = path
    isStream = path == "-"
    descriptor = isStream ? 0 : try POSIX.open(path)
    buffer = [UInt8](repeating: 0, count: batchBytes)
  }

  deinit {
    if !isStream { POSIX.close(descriptor) }
  }

  /// The file's size now; 0 for standard input.
  package var size: Int { isStream ? 0 : POSIX.size(descriptor) }

  /// Goes back to the beginning; standard input cannot.
  package mutating func rewind() { offset = 0 }

  /// - Parameter body: Receives the next batch, valid during the call only.
  /// - Returns: `false` at the end.
  package mutating func next(_ body: (RawSpan) -> Void) throws(UnreadablePath) -> Bool {
    let count =
      isStream
      ? try POSIX.readStream(descriptor, into: &buffer)
      : try POSIX.read(descriptor, into: &buffer, at: offset, path: path)
    guard count > 0 else { return false }
    offset += count
    body(RawSpan(_elements: buffer.span).extracting(0..<count))
    return true
  }
}
