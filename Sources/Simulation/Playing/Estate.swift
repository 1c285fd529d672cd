import Foundation

/// The logs of a simulated estate, one directory a machine, and the truth about them.
package struct Estate: Sendable {
  package var files: [(name: String, bytes: [UInt8])] = []
  package var truth: Truth

  /// Writes the logs, and the truth as `truth.json` beside them.
  package func write(to directory: String, withTruth: Bool = true) throws {
    for file in files {
      let url = URL(filePath: directory).appending(path: file.name)
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.bytes).write(to: url)
    }
    guard withTruth else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try encoder.encode(truth).write(to: URL(filePath: directory).appending(path: "truth.json"))
  }

  /// Writes the logs behind what lies there already: a further part of the same estate's time.
  package func append(to directory: String) throws {
    for file in files {
      let url = URL(filePath: directory).appending(path: file.name)
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      if !FileManager.default.fileExists(atPath: url.path) { try Data().write(to: url) }
      let handle = try FileHandle(forWritingTo: url)
      try handle.seekToEnd()
      try handle.write(contentsOf: file.bytes)
      try handle.close()
    }
  }

  /// The zones that the reader is told: `directory=+02:00`.
  package var toldZones: [(directory: String, offset: String)] {
    truth.machines.compactMap { machine in
      guard machine.address == nil || truth.corpus.isPleskZoneKnown else { return nil }
      return (machine.name, machine.utcOffset)
    }
  }
}
