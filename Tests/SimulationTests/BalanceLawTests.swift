import LogPipeline
import Simulation
import TestSupport
import Testing

/// Every answer of a provisioning service that is no 200, and every error of a class of provisioning, is in an incident, under the other
/// clients or with what nobody understands.
struct BalanceLawTests {
  @Test(arguments: CorpusRow.allCases)
  func `nothing that failed is left out`(row: CorpusRow) throws {
    for seed in Seeded.seeds(0..<2) {
      var corpus = row.corpus(seed: seed, failures: row == .burst || row == .quiet ? 1 : 24)
      corpus.marginMs = 60_000
      let balance = try PlayedEstate(corpus).balance()
      #expect(balance.isEven, "OXTAIL_SEED=\(seed) \(balance)")
      if row != .quiet { #expect(balance.errors.records + balance.answers.records > 0, "OXTAIL_SEED=\(seed)") }
    }
  }
}
