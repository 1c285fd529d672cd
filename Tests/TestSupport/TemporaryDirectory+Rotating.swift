import Foundation

/// Logs that are written and rotated as programs do it.
extension TemporaryDirectory {
  package enum Rotation: CaseIterable, Sendable { case rename, copyTruncate, gzip }

  package func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path + "/" + name) }

  /// As a program does that opens the file for each piece.
  package func append(_ name: String, _ bytes: some Collection<UInt8>) throws {
    if !exists(name) { try write(name, "") }
    let handle = try FileHandle(forWritingTo: URL(filePath: path + "/" + name))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(bytes))
    try handle.close()
  }

  package func contents(_ name: String) throws -> [UInt8] { try Repository.bytes(of: path + "/" + name) }

  package func rename(_ name: String, to other: String) throws {
    try? FileManager.default.removeItem(atPath: path + "/" + other)
    try FileManager.default.moveItem(atPath: path + "/" + name, toPath: path + "/" + other)
  }

  package func truncate(_ name: String) throws {
    try FileHandle(forWritingTo: URL(filePath: path + "/" + name)).truncate(atOffset: 0)
  }

  /// Makes `name` the first of the older generations: both `x.log.0` and `x.log` become `x.log.1`.
  ///
  /// - Parameter meanwhile: Called between any two steps.
  package func rotate(_ name: String, _ rotation: Rotation, meanwhile: () throws -> Void = {}) throws {
    let log = name.hasSuffix(".0") ? String(name.dropLast(2)) : name
    var last = 1
    while exists("\(log).\(last)") || exists("\(log).\(last).gz") { last += 1 }
    for number in (1..<last).reversed() {
      for ending in ["", ".gz"] where exists("\(log).\(number)\(ending)") {
        try rename("\(log).\(number)\(ending)", to: "\(log).\(number + 1)\(ending)")
        try meanwhile()
      }
    }
    switch rotation {
    case .rename: try rename(name, to: log + ".1")
    case .copyTruncate:
      try write(log + ".1", try contents(name))
      try meanwhile()
      try truncate(name)
    case .gzip:
      try write(log + ".1.gz", Gzip.member(try contents(name)))
      try meanwhile()
      try FileManager.default.removeItem(atPath: path + "/" + name)
    }
  }
}
