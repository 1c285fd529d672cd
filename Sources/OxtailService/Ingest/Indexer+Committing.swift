import IncidentStore
import LogPipeline

extension Indexer {
  /// Commits a generation's settled events, and keeps the first trouble.
  func commit(_ index: Int) {
    guard trouble == nil else { return }
    do throws(StoreError) {
      try store(index, slots[index].settled, isWhole: false)
    } catch {
      trouble = error
    }
  }

  /// Commits the last record of a generation, if it is another than was stored.
  func commitShown(_ index: Int) throws(StoreError) {
    let slot = slots[index]
    let tail = slot.tail.map(GenerationSlot.StoredTail.init)
    guard tail != slot.storedTail || slot.described(slot.shown) != slot.generation else { return }
    slots[index].settled.takePlace(of: slot.shown)
    try store(index, slots[index].shown, isTailKept: tail == slot.storedTail)
    slots[index].storedTail = tail
  }

  /// - Parameter read: The settled one, or the shown one, whose last events are provisional.
  private func store(_ index: Int, _ read: SourceRead, isWhole: Bool = true, isTailKept: Bool = false)
    throws(StoreError)
  {
    var batch = slots[index].batch(read, isWhole: isWhole, from: isTailKept ? read.events.count : 0)
    batch.keepsBefore = isTailKept ? .max : 0
    batch.generation.id = try writer.commit(batch)
    slots[index].generation = batch.generation
    // What is final is a row now, and what is not is kept for the last commit to compare.
    slots[index].settled.events = []
    if !isWhole { slots[index].shown.events = [] }
    slots[index].storedTail = []
    slots[index].settled.harvest?.clear()
  }
}
