import Foundation

/// A directory that is gone when its last owner is.
package final class TemporaryDirectory: Sendable {
  package let path: String

  /// - Parameter parent: A fixed one where the path's length must be the same on every machine.
  package init(in parent: String = NSTemporaryDirectory()) throws {
    path = parent + "oxtail-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file below the directory, with the directories that it needs.
  ///
  /// - Returns: Its whole path.
  @discardableResult
  package func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    try makeDirectory(Self.parent(of: name))
    try Data(bytes).write(to: URL(filePath: path + "/" + name))
    return path + "/" + name
  }

  @discardableResult
  package func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }

  @discardableResult
  package func makeDirectory(_ name: String) throws -> String {
    let directory = name.isEmpty ? path : path + "/" + name
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    return directory
  }

  private static func parent(of name: String) -> String {
    name.lastIndex(of: "/").map { String(name[..<$0]) } ?? ""
  }

  @discardableResult
  package func link(_ name: String, to target: String) throws -> String {
    try FileManager.default.createSymbolicLink(atPath: path + "/" + name, withDestinationPath: target)
    return path + "/" + name
  }

  @discardableResult
  package func copy(_ source: String, to name: String) throws -> String {
    try makeDirectory(Self.parent(of: name))
    try FileManager.default.copyItem(atPath: source, toPath: path + "/" + name)
    return path + "/" + name
  }
}
