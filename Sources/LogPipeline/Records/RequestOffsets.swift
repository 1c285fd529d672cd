/// The offsets from UTC that PHP's request ids told, with the readings of the clock from which on they hold.
///
/// An id names the request's start, and what it tells is the offset and the time that the request took. A request that ended a
/// little after a whole quarter of an hour looks as if the clock had been put forward: so a smaller offset is believed at once, a
/// larger one when a second request tells it too.
struct RequestOffsets: Codable, Sendable {
  private struct Entry: Codable, Sendable {
    var fromLocalMs: Int64
    var minutes: Int
    /// The second at which the request began that told it first.
    var request: Int64
    var isConfirmed = false
  }

  private var entries: [Entry] = []

  /// Two changes a year for a century; whoever makes up more of them does not make us keep them.
  private static let countMax = 200

  var isEmpty: Bool { entries.isEmpty }

  mutating func observe(_ minutes: Int, request: Int64, localMs: Int64) {
    while let last = entries.last, minutes < last.minutes, !last.isConfirmed { entries.removeLast() }
    if let last = entries.last, last.minutes == minutes {
      if request != last.request { entries[entries.count - 1].isConfirmed = true }
    } else if entries.count < Self.countMax {
      entries.append(Entry(fromLocalMs: localMs, minutes: minutes, request: request))
    }
  }

  /// What holds at the end.
  var last: Int? { known(atLocalMs: .max)?.minutes }

  func minutes(atLocalMs localMs: Int64) -> Int? { known(atLocalMs: localMs)?.minutes }

  /// Whether the clock is known to have had this offset at some time.
  func believes(_ minutes: Int) -> Bool {
    entries.indices.contains { isBelieved($0) && entries[$0].minutes == minutes }
  }

  private func known(atLocalMs localMs: Int64) -> Entry? {
    entries.indices.last { isBelieved($0) && entries[$0].fromLocalMs <= localMs }.map { entries[$0] } ?? entries.first
  }

  /// One that is smaller than what was before it needs no second witness.
  private func isBelieved(_ index: Int) -> Bool {
    index == 0 || entries[index].isConfirmed || entries[index].minutes < entries[index - 1].minutes
  }
}
