import CZlib

/// zlib's inflate, one step at a time: the one owner of its state.
@safe final class Inflater {
  enum Status {
    /// Input is used up or output is full.
    case running
    /// A member is complete, and its check sum right.
    case memberEnd
    case corrupt
  }

  struct Step {
    var consumed: Int
    var produced: Int
    var status: Status
  }

  // On the heap, because zlib's state points back at it.
  private let stream: UnsafeMutablePointer<z_stream>

  /// gzip and zlib headers alike, windows up to 32 KiB.
  private static let windowBits: Int32 = 47

  init() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let status = unsafe inflateInit2_(stream, Self.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib refuses to start (\(status)): out of memory, or another version than built for")
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deinitialize(count: 1)
    unsafe stream.deallocate()
  }

  /// Makes ready for the next member.
  func reset() { _ = unsafe inflateReset(stream) }

  /// - Parameter range: The part of `input` that is not used yet.
  func step(_ input: inout [UInt8], _ range: Range<Int>, into output: inout [UInt8]) -> Step {
    let capacity = output.count
    let status = unsafe input.withUnsafeMutableBufferPointer { input in
      unsafe output.withUnsafeMutableBufferPointer { output in
        unsafe stream.pointee.next_in = unsafe input.baseAddress.map { unsafe $0 + range.lowerBound }
        unsafe stream.pointee.avail_in = UInt32(range.count)
        unsafe stream.pointee.next_out = output.baseAddress
        unsafe stream.pointee.avail_out = UInt32(capacity)
        return unsafe inflate(stream, Z_NO_FLUSH)
      }
    }
    return Step(
      consumed: range.count - Int(unsafe stream.pointee.avail_in),
      produced: capacity - Int(unsafe stream.pointee.avail_out),
      status: Self.status(status))
  }

  private static func status(_ code: Int32) -> Status {
    switch code {
    case Z_OK, Z_BUF_ERROR: .running
    case Z_STREAM_END: .memberEnd
    default: .corrupt
    }
  }
}
