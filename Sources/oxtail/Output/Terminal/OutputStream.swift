/// Gathers pieces of text and writes them to standard output some at a time.
final class OutputStream {
  /// Pieces are a few bytes to a few kilobytes; a system call for each would cost more than making it.
  private static let bufferBytes = 64 * 1024

  private var buffer = ""

  func write(_ text: String) throws(CommandError) {
    buffer += text
    if buffer.utf8.count >= Self.bufferBytes { try flush() }
  }

  func flush() throws(CommandError) {
    guard !buffer.isEmpty else { return }
    try StandardOutput.write(buffer)
    buffer.removeAll(keepingCapacity: true)
  }
}
