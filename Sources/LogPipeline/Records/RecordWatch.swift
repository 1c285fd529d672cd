/// Tells of the records that lie whole in a batch which nobody needs to see: those of which ``Recogniser/mayMatter(_:text:layout:)`` would say
/// that they cannot matter. It calls fewer records quiet than that, never more.
///
/// Words that matter at every level are looked for in the batch as a whole, from one to the next, and not record by record. One is made
/// for each batch.
package struct RecordWatch {
  /// Whether some records are quiet at all.
  let isOn: Bool
  /// What stands in no quiet record.
  var words: LiteralSearch?
  /// Quiet records of this level and graver ones hold none of these words either.
  var grave: Level?
  var graveWords: LiteralSearch?
  /// Records of this level and graver ones are never quiet.
  var seen: Level?
  /// Quiet records of this level and graver ones are plain: the gate reads others once more, in another form.
  var plain: Level?
  /// Whether escapes make a record one that is not plain.
  var hasEscapes = false
  /// No word lies whole between the last record that was asked for and this place of the batch.
  private var nextWord = -1

  /// For those who want to see every record.
  package static var off: RecordWatch { RecordWatch(isOn: false) }

  init(isOn: Bool = true) { self.isOn = isOn }

  /// - Parameters:
  ///   - record: Where it lies in the batch; the records of a batch are asked for in their order.
  mutating func isQuiet(_ level: Level, _ batch: RawSpan, _ record: Range<Int>) -> Bool {
    guard isOn else { return false }
    if nextWord < record.lowerBound {
      nextWord = words?.nextPlace(in: batch, from: record.lowerBound) ?? batch.byteCount
    }
    if nextWord < record.upperBound { return false }
    if let seen, level <= seen { return false }
    if let grave, level <= grave, graveWords?.isFound(in: batch.extracting(record)) == true { return false }
    guard let plain, level <= plain else { return true }
    return ByteSearch.isPlain(batch.extracting(record), hasEscapes: hasEscapes)
  }
}
