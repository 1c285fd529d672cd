import Foundation

/// A directory for one measurement.
final class Scratch {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "oxtail-follow-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path + "/logs/ox1", withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var logs: String { path + "/logs" }
  var database: String { path + "/oxtail.db" }
}
