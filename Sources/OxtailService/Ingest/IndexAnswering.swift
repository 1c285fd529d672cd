import IncidentStore
import LogPipeline

/// Derives the answer of an index from all its events.
struct IndexAnswering {
  let catalogue: Catalogue
  let writer: IndexWriter
  /// What the user states of machines.
  let stated: StatedEstate
  private let health: PatternHealth
  private let usesExamplePassword: Bool

  init(catalogue: Catalogue, writer: IndexWriter, stated: StatedEstate, _ recogniser: borrowing Recogniser) {
    self.catalogue = catalogue
    self.stated = stated
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
    var families = families
    try families.estimateZones { families, survey throws(StoreError) in
      try writer.read(dated(families, slots)) { survey.add($0, host: $1.host, clock: $1.clock) }
    }
    var result = result
    result.add(families)
    result.notes =
      ReadingNotes(
        result.sources, health: health, usesExamplePassword: usesExamplePassword, looseEdges: 0
      ).notes
    let correlation = Correlation(
      catalogue: catalogue, digest: Hashes.sha256, sources: families.map(\.facts), stated: stated)
    let answer = (try? JSON.text(IndexAnswer(result), isPretty: false)) ?? "{}"
    result.incidents = try writer.derive(dated(families, slots), correlation, answer: answer)
    return result
  }

  /// What dates the events in the rows; a fragment without any head has none.
  private func dated(_ families: [LogFamily], _ slots: [GenerationSlot]) -> [DatedSource] {
    families.flatMap(\.dated).compactMap { source in
      guard source.generation < slots.count, let id = slots[Int(source.generation)].generation.id else { return nil }
      var source = source
      source.generation = id
      return source
    }
  }
}
