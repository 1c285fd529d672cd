import Foundation
import LogPipeline
import OxtailService
import PatternFiles
import Simulation

/// Plays a corpus, has the real pipeline read it, and judges.
package struct CorpusRun: Sendable {
  private let catalogue: Catalogue
  /// Below which the logs lie while they are read.
  private let directory: String

  package init(catalogue: Catalogue, directory: String = NSTemporaryDirectory()) {
    self.catalogue = catalogue
    self.directory = directory
  }

  /// With the patterns that the program carries.
  package static func shipped() throws -> CorpusRun {
    CorpusRun(catalogue: try Catalogue(PatternLoader.load(machineDirectory: nil)))
  }

  package func judge(_ corpus: Corpus) throws -> Judge {
    let estate = Simulator.play(corpus)
    let folder = directory + "/oxtail-score-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try estate.write(to: folder, withTruth: false)
    let scanner = Scanner(
      catalogue: catalogue, options: Self.options(estate, paths: [folder]),
      hash: Hashes.keyed(byBytes: Array(repeating: 7, count: 32)))
    let result = scanner.scan()
    return Judge(estate.truth, result, base: folder + "/")
  }

  /// What the user tells the reader: the zones that the corpus lets them know.
  package static func options(_ estate: Estate, paths: [String]) -> ScanOptions {
    var options = ScanOptions(paths: paths)
    options.zones = estate.toldZones.compactMap { told in
      ZoneTable.zone(named: told.offset).map { GlobRule(glob: told.directory, value: $0) }
    }
    return options
  }
}
