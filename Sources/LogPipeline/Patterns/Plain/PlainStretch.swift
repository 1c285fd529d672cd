import CByteLanes

/// Runs over the bytes of a set, sixteen at a time where the set is made of few ranges of neighbouring values.
///
/// Bytes that are no ASCII are in no set.
typealias PlainStretch = oxtail_stretch

extension PlainStretch {
  private static let width = 16

  /// - Parameter bit: The set's in the expression's table.
  init(_ set: ByteSet, bit: UInt64) {
    self.init()
    self.bit = bit
    let inside = Self.ranges { set.contains($0) }
    let outside = Self.ranges { !set.contains($0) }
    isOutside = outside.count < inside.count
    let ranges = isOutside ? outside : inside
    guard ranges.count <= oxtail_stretch_ranges else {
      count = -1
      return
    }
    for range in ranges { unsafe oxtail_stretch_add(&self, range.lowerBound, range.upperBound) }
  }

  private static func ranges(_ isMember: (UInt8) -> Bool) -> [ClosedRange<UInt8>] {
    var ranges: [ClosedRange<UInt8>] = []
    for byte in 0..<0x80 as Range<UInt8> where isMember(byte) {
      if let last = ranges.last, last.upperBound + 1 == byte {
        ranges[ranges.count - 1] = last.lowerBound...byte
      } else {
        ranges.append(byte...byte)
      }
    }
    return ranges
  }

  /// Where the bytes of a set end that begin at `start`.
  ///
  /// - Parameters:
  ///   - end: Not beyond the line.
  ///   - table: For each byte its sets.
  @inline(__always) static func extent(
    of stretch: UnsafePointer<PlainStretch>, in line: RawSpan, from start: Int, to end: Int,
    _ table: UnsafePointer<UInt64>
  ) -> Int {
    guard unsafe stretch.pointee.count >= 0, end >= width, end - start > 4 else {
      var position = start
      while position < end, unsafe table[Int(line[position])] & stretch.pointee.bit != 0 { position += 1 }
      return position
    }
    return unsafe line.withUnsafeBytes { bytes in
      guard let base = unsafe bytes.bindMemory(to: UInt8.self).baseAddress else { return start }
      return unsafe oxtail_stretch_end(base, start, end, stretch)
    }
  }
}
