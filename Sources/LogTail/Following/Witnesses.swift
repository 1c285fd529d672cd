/// Bytes that must stand where they stood while a file is read: else what was read is of two lives of the file.
struct Witnesses {
  let anchorBytes: Int
  private var places: [(offset: Int, bytes: [UInt8])] = []

  init(anchorBytes: Int) { self.anchorBytes = anchorBytes }

  mutating func add(_ content: any FileContent, before offset: Int) throws(UnreadablePath) {
    let start = max(0, offset - anchorBytes)
    if start < offset { places.append((start, try content.bytes(start..<offset))) }
  }

  mutating func add(_ tail: [UInt8], before offset: Int) { places.append((offset - tail.count, tail)) }

  func hold(in content: any FileContent) throws(UnreadablePath) -> Bool {
    // A compressed file is complete, or it is not read.
    if content.isPacked { return true }
    for place in places where !place.bytes.isEmpty {
      guard try content.bytes(place.offset..<place.offset + place.bytes.count) == place.bytes else { return false }
    }
    return true
  }
}
