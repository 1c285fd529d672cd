/// Bytes that come one stretch after the other: a file's, those of a compressed file, those of one log in an archive.
package protocol ByteStream: AnyObject {
  /// Fills the beginning of `buffer`, which must not be empty; how far is not said in advance.
  ///
  /// - Returns: How many bytes; 0 at the end.
  func read(into buffer: inout [UInt8]) throws(UnreadablePath) -> Int

  /// Passes over bytes.
  ///
  /// - Returns: How many there were, up to `count`.
  func skip(_ count: Int) throws(UnreadablePath) -> Int

  /// Why the bytes end earlier than they should, or what they come from does; `nil` as long as all is well.
  var damage: Damage? { get }
}

extension ByteStream {
  package func skip(_ count: Int) throws(UnreadablePath) -> Int { try passOver(count) }

  /// Skips by reading.
  func passOver(_ count: Int) throws(UnreadablePath) -> Int {
    var rest = count
    var buffer = [UInt8](repeating: 0, count: min(64 * 1024, max(1, count)))
    while rest > 0 {
      if rest < buffer.count { buffer.removeLast(buffer.count - rest) }
      let taken = try read(into: &buffer)
      if taken == 0 { break }
      rest -= taken
    }
    return count - rest
  }

  /// Reads up to the end and forgets what was read.
  package func drain() throws(UnreadablePath) {
    var buffer = [UInt8](repeating: 0, count: FileStream.batchBytes)
    while try read(into: &buffer) > 0 {}
  }
}

/// A stream that knows how far it has gone, such as a file's.
package protocol MeasuredStream: ByteStream {
  /// Bytes read or passed over so far.
  var offset: Int { get }
}
