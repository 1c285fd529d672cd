import CZlib

/// Writes gzip members, as logrotate's gzip does.
package enum Gzip {
  package static func member(_ bytes: [UInt8], level: Int32 = 6) -> [UInt8] {
    var stream = unsafe z_stream()
    // 15 for the largest window, 16 for gzip's head and trailer.
    let status = unsafe deflateInit2_(
      &stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK)
    defer { unsafe deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: Int(unsafe deflateBound(&stream, UInt(bytes.count))))
    let count = output.count
    let end = unsafe input.withUnsafeMutableBufferPointer { input in
      unsafe output.withUnsafeMutableBufferPointer { output in
        unsafe stream.next_in = input.baseAddress
        unsafe stream.avail_in = UInt32(input.count)
        unsafe stream.next_out = output.baseAddress
        unsafe stream.avail_out = UInt32(count)
        return unsafe deflate(&stream, Z_FINISH)
      }
    }
    precondition(end == Z_STREAM_END)
    output.removeLast(Int(unsafe stream.avail_out))
    return output
  }

  package static func member(_ text: String) -> [UInt8] { member(Array(text.utf8)) }

  /// What a tool makes that appends: one member for each piece.
  package static func members(_ pieces: [[UInt8]]) -> [UInt8] { pieces.flatMap { member($0) } }

  /// Members of some 10 KiB that hold 10 MiB of NUL bytes each.
  package static func bomb(members: Int) -> [UInt8] {
    let one = member([UInt8](repeating: 0, count: 10 * 1024 * 1024), level: 9)
    var bytes: [UInt8] = []
    for _ in 0..<members { bytes += one }
    return bytes
  }
}
