import ArgumentParser
import LogPipeline
import OxtailService
import PatternFiles
import Simulation
import SimulationScore

/// Prints how well the pipeline tells what was played.
struct ScoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score", abstract: "Read simulated estates with the real pipeline and compare with the truth.")

  @Option(help: "The corpus; all of them without it.")
  var row: CorpusRow?

  @Option(help: "How many seeds each.")
  var seeds = 20

  @Option(help: "The first seed.")
  var from = 1

  @Option(help: "How many failures a seed.")
  var failures = 100

  @Option(help: "Show so many classes of mistakes, the largest first, with an example each.")
  var mistakes = 0

  func run() throws {
    let catalogue = try Catalogue(PatternLoader.load(machineDirectory: nil))
    // Always the same key, so that two runs say the same.
    let hash = Hashes.keyed(byBytes: Array(repeating: 7, count: 32))
    let run = CorpusRun { Scanner(catalogue: catalogue, options: $0, hash: hash).scan() }
    print(ScoreTable.head)
    for row in row.map({ [$0] }) ?? CorpusRow.allCases {
      var score = Score()
      var all: [Mistake] = []
      for seed in from..<from + seeds {
        let judge = try run.judge(row.corpus(seed: seed, failures: failures))
        score.add(judge.score)
        all += judge.mistakes
      }
      print(ScoreTable.line(row, score))
      for note in ScoreTable.notes(row, score, seeds: from..<from + seeds) { print("    \(note)") }
      show(all)
    }
  }

  private func show(_ all: [Mistake]) {
    let classes = Dictionary(grouping: all) { "\($0.kind.rawValue): \($0.pattern)" }
      .sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
    for (name, members) in classes.prefix(mistakes) {
      print("    \(members.count) × \(name)\n        \(members[0].details)")
    }
  }
}
