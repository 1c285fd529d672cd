/// A stream whose beginning can be looked at before it is read.
package final class PeekedStream: ByteStream {
  private let base: any ByteStream
  private var peeked: [UInt8] = []
  private var position = 0

  package init(_ base: any ByteStream) {
    self.base = base
  }

  package var damage: Damage? { base.damage }

  /// The next bytes: `count` of them, fewer only where the stream ends.
  package func peek(_ count: Int) throws(UnreadablePath) -> ArraySlice<UInt8> {
    while peeked.count - position < count {
      var buffer = [UInt8](repeating: 0, count: count - (peeked.count - position))
      let taken = try base.read(into: &buffer)
      if taken == 0 { break }
      peeked.append(contentsOf: buffer[..<taken])
    }
    return peeked[position...].prefix(count)
  }

  package func read(into buffer: inout [UInt8]) throws(UnreadablePath) -> Int {
    guard position < peeked.count else { return try base.read(into: &buffer) }
    let count = min(buffer.count, peeked.count - position)
    buffer.replaceSubrange(0..<count, with: peeked[position..<position + count])
    position += count
    if position == peeked.count {
      peeked.removeAll()
      position = 0
    }
    return count
  }

  package func skip(_ count: Int) throws(UnreadablePath) -> Int {
    let held = min(count, peeked.count - position)
    position += held
    return held == count ? held : held + (try base.skip(count - held))
  }
}
