import Foundation
import OxtailService
import Simulation

/// Plays a corpus, has the real pipeline read it, and judges.
package struct CorpusRun: Sendable {
  /// Reads logs as the program does.
  package typealias Reading = @Sendable (ScanOptions) -> ScanResult

  private let read: Reading
  /// Below which the logs lie while they are read.
  private let directory: String

  package init(directory: String = NSTemporaryDirectory(), read: @escaping Reading) {
    (self.directory, self.read) = (directory, read)
  }

  package func judge(_ corpus: Corpus) throws -> Judge {
    let estate = Simulator.play(corpus)
    let folder = directory + "/oxtail-score-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try estate.write(to: folder, withTruth: false)
    return Judge(estate.truth, read(Self.options(estate, paths: [folder])), base: folder + "/")
  }

  /// What the user tells the reader: the zones that the corpus lets them know, and how many nodes there are.
  package static func options(_ estate: Estate, paths: [String]) -> ScanOptions {
    var options = ScanOptions(paths: paths)
    // Who leaves nodes out knows of them.
    if estate.truth.corpus.unreadNodes > 0 { options.stated.count = estate.truth.corpus.nodes }
    options.zones = estate.toldZones.compactMap { told in
      ZoneTable.zone(named: told.offset).map { GlobRule(glob: told.directory, value: $0) }
    }
    return options
  }
}
