/// Bytes that must stand where they stood while a file is read: else what was read is of two lives of the file.
struct Witnesses {
  struct Place {
    var offset: Int
    var bytes: [UInt8]

    func holds(in content: any FileContent) throws(UnreadablePath) -> Bool {
      bytes.isEmpty ? true : try content.bytes(offset..<offset + bytes.count) == bytes
    }
  }

  private var places: [Place]

  init(_ first: Place) { places = [first] }

  mutating func add(_ place: Place) { places.append(place) }

  func hold(in content: any FileContent) throws(UnreadablePath) -> Bool {
    // A compressed file is complete, or it is not read.
    if content.isPacked { return true }
    for place in places {
      guard try place.holds(in: content) else { return false }
    }
    return true
  }
}
