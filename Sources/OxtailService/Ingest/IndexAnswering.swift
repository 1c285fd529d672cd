import IncidentStore
import LogPipeline

/// Derives the answer of an index from all its events.
struct IndexAnswering: Sendable {
  let catalogue: Catalogue
  /// What the user states of machines.
  let stated: StatedEstate
  private let health: PatternHealth
  private let usesExamplePassword: Bool

  init(catalogue: Catalogue, stated: StatedEstate, _ recogniser: borrowing Recogniser) {
    self.catalogue = catalogue
    self.stated = stated
    health = recogniser.health
    usesExamplePassword = recogniser.redactionFindings.usesExamplePassword
  }

  /// An answer that is derived, and not in the index yet.
  struct Outcome: Sendable {
    /// With sources, notes and incidents, these without their occurrences.
    var result: ScanResult
    fileprivate var answer: DerivedAnswer
    fileprivate var text: String
    /// Of all generations whose records do not tell their clock.
    fileprivate(set) var zones: [GenerationZone]

    func publish(to writer: IndexWriter) throws(StoreError) { try writer.publish(answer, text: text, zones: zones) }
  }

  /// - Parameters:
  ///   - families: All logs as they are in the draft; those that are no generation have an index beyond the slots'.
  ///   - ids: The generations' ids, in the order of the slots.
  ///   - result: What was said of the reading already.
  func derive(_ families: [LogFamily], _ ids: [Int64?], _ result: ScanResult, from draft: AnswerDraft)
    throws(StoreError) -> Outcome
  {
    var families = families
    try families.estimateZones { families, survey throws(StoreError) in
      try draft.read(dated(families, ids)) { survey.add($0, host: $1.host, clock: $1.clock) }
    }
    var result = result
    result.add(families)
    result.notes =
      ReadingNotes(
        result.sources, health: health, usesExamplePassword: usesExamplePassword, looseEdges: 0
      ).notes
    let correlation = Correlation(
      catalogue: catalogue, digest: Hashes.sha256, sources: families.map(\.facts), stated: stated)
    guard let text = try? JSON.text(IndexAnswer(result), isPretty: false) else {
      preconditionFailure("an answer that is no JSON")
    }
    let answer = try draft.derive(dated(families, ids), correlation)
    result.incidents = answer.incidents
    return Outcome(result: result, answer: answer, text: text, zones: zones(families, ids))
  }

  private func zones(_ families: [LogFamily], _ ids: [Int64?]) -> [GenerationZone] {
    families.flatMap(\.generations).compactMap { read in
      guard !read.clock.isZoneKnown, read.index < ids.count, let id = ids[read.index] else { return nil }
      let ends = read.ends(by: read.clock)
      return GenerationZone(
        generation: id, records: read.report.records, estimate: read.clock.estimate, firstMs: ends?.first.ms,
        lastMs: ends?.last.ms)
    }
  }

  /// What dates the events in the rows; a fragment without any head has none.
  private func dated(_ families: [LogFamily], _ ids: [Int64?]) -> [DatedSource] {
    families.flatMap(\.dated).compactMap { source in
      guard source.generation < ids.count, let id = ids[Int(source.generation)] else { return nil }
      var source = source
      source.generation = id
      return source
    }
  }
}
