import ArgumentParser
import Simulation

/// Writes the logs of an estate, and `truth.json` beside them.
struct WriteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "write", abstract: "Write the logs of an estate, and the truth about them as truth.json.")

  @Argument(help: "The directory to write to; one directory a machine.")
  var directory: String

  @Option(help: "The corpus: \(CorpusRow.allCases.map(\.rawValue).joined(separator: ", ")).")
  var row = CorpusRow.addresses

  @Option(help: "The same seed writes the same bytes.")
  var seed = 1

  @Option(help: "How many failures.")
  var failures = 100

  func run() throws {
    let estate = Simulator.play(row.corpus(seed: seed, failures: failures))
    try estate.write(to: directory)
    let zones = estate.toldZones.map { "--timezone-of '\($0.directory)=\($0.offset)'" }.joined(separator: " ")
    print("oxtail scan \(zones) \(directory)")
  }
}

extension CorpusRow: ExpressibleByArgument {}
