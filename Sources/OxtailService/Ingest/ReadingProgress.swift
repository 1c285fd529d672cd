import LogTail

/// Counts what was read of the files on disk: how far a compressed file is known only in compressed bytes.
struct ReadingProgress {
  /// Bytes of all files; 0 where they are not known.
  var total = 0
  private let tell: (Int, Int) -> Void
  private var done = 0
  private var current: FileStream?

  init(_ tell: @escaping (Int, Int) -> Void) {
    self.tell = tell
  }

  mutating func begin(_ file: FileStream) { current = file }

  /// - Parameter bytes: The file's size: what was not read of it is done as well.
  mutating func end(_ bytes: Int) {
    done += bytes
    current = nil
    tell(done, total)
  }

  func tellNow() { tell(done + (current?.offset ?? 0), total) }
}
