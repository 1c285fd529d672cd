import Simulation
import TestSupport
import Testing

/// The incidents are a function of the set of records: in which order the logs are named, how they were cut and when they were read changes
/// nothing.
struct OrderLawTests {
  static let rows: [CorpusRow] = [.exceptionIDs, .degraded, .others, .jul, .julZones, .burst, .derived]

  private func corpus(_ row: CorpusRow, _ seed: Int, generations: Int) -> Corpus {
    var corpus = row.corpus(seed: seed, failures: row == .burst ? 2 : 16)
    (corpus.generations, corpus.marginMs) = (generations, 4 * 60_000)
    return corpus
  }

  @Test(arguments: rows)
  func `logs named in any order tell the same`(row: CorpusRow) throws {
    for seed in Seeded.seeds(0..<1) {
      var random = Seeded(seed)
      let played = try PlayedEstate(corpus(row, seed, generations: 3))
      let whole = Told(try played.scanned())
      #expect(!whole.incidents.isEmpty)
      for _ in 0..<2 {
        let shuffled = Told(try played.scanned(played.names.shuffled(using: &random)))
        #expect(shuffled == whole, "OXTAIL_SEED=\(seed) \(whole.differences(from: shuffled))")
      }
    }
  }

  @Test(arguments: rows)
  func `a log in one piece tells what its generations tell`(row: CorpusRow) throws {
    for seed in Seeded.seeds(0..<1) {
      let one = try PlayedEstate(corpus(row, seed, generations: 1)).scanned()
      let three = try PlayedEstate(corpus(row, seed, generations: 3)).scanned()
      // Ids and places are those of the files; which failures make an incident, and why, is not.
      #expect(Self.outline(one) == Self.outline(three), "OXTAIL_SEED=\(seed)")
    }
  }

  private static func outline(_ document: JSONValue) -> [String] {
    document.list("incidents").map { incident in
      let occurrences = incident.list("occurrences").map { occurrence in
        "\(occurrence["time"] ?? .null) \(occurrence["cause"] ?? .null) \(occurrence["partner"] ?? .null) \(occurrence["link"]?["confidence"] ?? .null) \(occurrence.list("evidence").count)"
      }
      return "\(incident["cause"] ?? .null) \(incident["operation"] ?? .null): \(occurrences.sorted())"
    }.sorted()
  }

  @Test(arguments: rows)
  func `an index that grows in pieces tells what a scan tells`(row: CorpusRow) throws {
    for seed in Seeded.seeds(0..<1) {
      var random = Seeded(seed)
      let played = try PlayedEstate(corpus(row, seed, generations: 1), isWritten: false)
      for part in 1...3 {
        for file in played.estate.files {
          let end = file.bytes.count * part / 3 - (part == 3 ? 0 : random.number(file.bytes.count / 6 + 1))
          try played.directory.write(file.name, Array(file.bytes[..<max(1, end)]))
        }
        try played.index()
      }
      let (indexed, scanned) = (Told(try played.indexed()), Told(try played.scanned()))
      #expect(indexed == scanned, "OXTAIL_SEED=\(seed) \(scanned.differences(from: indexed))")
      #expect(!scanned.incidents.isEmpty)
    }
  }
}
