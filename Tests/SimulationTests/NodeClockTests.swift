import OxtailService
import Simulation
import SimulationScore
import TestSupport
import Testing

/// Nodes of Open-Xchange whose clocks are seconds apart: one skew a Plesk host would be wrong for one of them.
struct NodeClockTests {
  /// Two nodes, at least two seconds apart.
  private func corpus(seed: Int) -> Corpus {
    var corpus = CorpusRow.texts.corpus(seed: seed, failures: 120)
    (corpus.nodes, corpus.nodeSkewMs, corpus.intervalMs) = (2, 3_000, 4_000)
    return corpus
  }

  private func seeds(_ count: Int) -> [Int] {
    Array(
      (1...400).lazy.filter { seed in
        var corpus = corpus(seed: seed)
        (corpus.failures, corpus.marginMs) = (0, 0)
        let skews = Simulator.play(corpus).truth.machines.filter { $0.address == nil }.map(\.skewMs)
        return (2_000...3_500).contains(abs(skews[0] - skews[1]))
      }.prefix(count))
  }

  @Test func `each node's clock is learned`() throws {
    let directory = try TemporaryDirectory()
    let run = CorpusRun(directory: directory.path) {
      Scanner(catalogue: Shipped.catalogue, options: $0, hash: .repeatable).scan()
    }
    var score = Score()
    for seed in seeds(4) { score.add(try run.judge(corpus(seed: seed)).score) }
    #expect(score.pairingF1 >= 0.995)
    #expect(score.verdicts.value >= 0.99)
  }

  @Test func `and is told as a reason`() throws {
    let seed = try #require(seeds(1).first)
    let told = try PlayedEstate(corpus(seed: seed)).scanned()
    let reasons = told.list("incidents").flatMap { $0.list("occurrences") }.compactMap { $0["link"] }
      .flatMap { $0.list("reasons") }.compactMap(\.string)
    #expect(reasons.contains { $0.contains("ox2's clock is taken as") || $0.contains("ox1's clock is taken as") })
  }
}
