import IncidentStore
import LogPipeline

/// Where a scan puts events that are too many for memory.
struct EventShelf {
  /// Events that stay in memory, some 9 MB of them; a scan of fewer touches no disk.
  static let eventsMax = 4096
  /// Once it is in use, a part of them.
  private static let parts = 32

  private let eventsMax: Int
  private var index: TemporaryIndex?
  private(set) var trouble: StoreError?
  /// How many logs were looked at, and how many of them have nothing left but what stays.
  private var readCount = 0
  private var emptyCount = 0
  /// Events in memory of those between the two.
  private var eventCount = 0

  /// - Parameter eventsMax: Fewer in a test.
  init(eventsMax: Int) { self.eventsMax = eventsMax }

  var isUsed: Bool { index != nil }

  /// Puts the events of some logs aside where too many are in memory, all but the last one of each, which a rotation may have split.
  ///
  /// - Parameter reads: Those that were read before; each call has those of the last one, and perhaps more.
  mutating func relieve(_ reads: inout [SourceRead], _ current: inout SourceRead) {
    guard trouble == nil else { return }
    for read in reads[readCount...] { eventCount += read.events.count }
    readCount = reads.count
    guard eventCount + current.events.count > (isUsed ? eventsMax / Self.parts : eventsMax) else { return }
    let isFirst = !isUsed
    open()
    for index in emptyCount..<readCount { take(&reads[index], keeping: 1) }
    take(&current, keeping: 1)
    emptyCount = readCount
    eventCount = 0
    if isFirst { HeapMemory.giveBack() }
  }

  private mutating func open() {
    guard index == nil else { return }
    do throws(StoreError) { index = try TemporaryIndex() } catch { trouble = error }
  }

  /// Puts all that is left aside, if anything was.
  mutating func take(_ families: inout [LogFamily]) {
    guard isUsed else { return }
    for index in families.indices {
      families[index].settle { read in
        var read = read
        take(&read, keeping: 0)
        return read
      }
    }
    // What the answer takes is of other sizes than what reading took.
    HeapMemory.giveBack()
  }

  private mutating func take(_ read: inout SourceRead, keeping count: Int) {
    guard read.events.count > count, trouble == nil else { return }
    do throws(StoreError) {
      try index?.add(read.events.dropLast(count), generation: Int64(read.index))
    } catch {
      trouble = error
    }
    // Not by removing: the array would keep room for as many.
    read.events = Array(read.events.suffix(count))
  }

  /// Reads what was put aside of some sources, in any order.
  mutating func read(_ sources: [DatedSource], _ take: (Event, DatedSource) -> Void) {
    guard trouble == nil, let index else { return }
    do throws(StoreError) { try index.read(sources, take) } catch { trouble = error }
  }

  /// The answer to what was put aside; `nil` where all is in memory, or where there was trouble.
  mutating func answer(_ sources: [DatedSource], _ correlation: Correlation) -> TemporaryIndex.Answer? {
    guard trouble == nil, let index else { return nil }
    do throws(StoreError) {
      return try index.answer(sources, correlation)
    } catch {
      trouble = error
      return nil
    }
  }
}
