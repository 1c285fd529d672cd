import ArgumentParser
import OxtailService

extension Configuration {
  /// What is to be read: what was named, else the sources.
  ///
  /// - Throws: A usage error where there are none.
  func paths(_ named: [String]) throws -> [String] {
    if !named.isEmpty { return named }
    guard sources.isEmpty else { return existingPaths }
    throw ValidationError(
      "nothing to read; name files or directories, or - for standard input, or configure sources (oxtail config init)")
  }
}
