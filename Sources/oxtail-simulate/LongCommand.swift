import ArgumentParser
import Foundation
import Simulation

/// Writes the logs of a large estate over months: what an index of millions of records is made of. There is no truth beside them, as it would not fit into memory.
struct LongCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "long", abstract: "Write the logs of a large estate over months, one directory a machine.")

  @Argument(help: "The directory to write to. It must not be there.")
  var directory: String

  @Option(help: "The same seed writes the same bytes.")
  var seed = 1

  @Option(help: "Plesk hosts: each has some fifty incidents.")
  var hosts = 2000

  @Option(help: "Nodes of Open-Xchange.")
  var nodes = 10

  @Option(help: "How many days.")
  var days = 90

  @Option(help: "Failures of a day; each leaves some five records.")
  var failures = 25_000

  private static let dayMs: Int64 = 86_400_000
  /// Between two parts nothing happens, so that the logs stay in the order of their times whatever the clocks' skews.
  private static let pauseMs: Int64 = 120_000

  func run() throws {
    guard !FileManager.default.fileExists(atPath: directory) else {
      throw ValidationError("\(directory) is there already; name another directory")
    }
    for day in 0..<days { try Simulator.play(corpus(day)).append(to: directory) }
  }

  private func corpus(_ day: Int) -> Corpus {
    var corpus = Corpus()
    (corpus.seed, corpus.part, corpus.startsAfterMs) = (seed, day + 1, Int64(day) * Self.dayMs)
    (corpus.hosts, corpus.nodes, corpus.hasExceptionIDs) = (hosts, nodes, true)
    (corpus.failures, corpus.skewMs) = (failures, 10_000)
    // A success stands between two failures.
    corpus.intervalMs = Int(Self.dayMs - Self.pauseMs) / max(1, 2 * failures)
    corpus.noiseEveryMs = Int(Self.dayMs) / 6
    corpus.marginMs = 0
    return corpus
  }
}
