import Foundation

/// Where the package lies, so that tests find what is no code.
package enum Repository {
  package static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path()

  package static let sampleLogs = URL(filePath: root).appending(path: "SampleLogs").path()

  /// The regular files below a directory, as paths relative to it, sorted.
  package static func files(below directory: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: directory).filter { path in
      let type = try FileManager.default.attributesOfItem(atPath: directory + "/" + path)[.type] as? FileAttributeType
      return type == .typeRegular
    }.sorted()
  }

  package static func bytes(of path: String) throws -> [UInt8] {
    try Array(Data(contentsOf: URL(filePath: path)))
  }
}
