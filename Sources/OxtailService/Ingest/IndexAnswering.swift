import IncidentStore
import LogPipeline

/// Derives the answer of an index from all its events.
struct IndexAnswering {
  let catalogue: Catalogue
  let writer: IndexWriter
  private let health: PatternHealth
  private let usesExamplePassword: Bool

  init(catalogue: Catalogue, writer: IndexWriter, _ recogniser: borrowing Recogniser) {
    self.catalogue = catalogue
    self.writer = writer
    health = recogniser.health
    usesExamplePassword = recogniser.redactionFindings.usesExamplePassword
  }

  /// - Parameters:
  ///   - families: All logs; those that are no generation have an index beyond the slots'.
  ///   - result: What was said of the reading already.
  /// - Returns: With sources, notes and incidents, these without their occurrences.
  func derive(_ families: [LogFamily], _ slots: [GenerationSlot], _ result: ScanResult) throws(StoreError) -> ScanResult
  {
    var result = result
    result.add(families)
    result.notes =
      ReadingNotes(
        result.sources, health: health, usesExamplePassword: usesExamplePassword, looseEdges: 0
      ).notes
    let correlation = Correlation(catalogue: catalogue, digest: Hashes.sha256, sources: families.map(\.facts))
    let answer = (try? JSON.text(IndexAnswer(result), isPretty: false)) ?? "{}"
    let sources = families.flatMap(\.dated).compactMap { dated($0, slots) }
    result.incidents = try writer.derive(sources, correlation, answer: answer)
    return result
  }

  /// What dates the events in the rows; a fragment without any head has none.
  private func dated(_ source: DatedSource, _ slots: [GenerationSlot]) -> DatedSource? {
    guard source.generation < slots.count, let id = slots[Int(source.generation)].generation.id else { return nil }
    var source = source
    source.generation = id
    return source
  }
}
