import Foundation
import PatternFiles

/// Finds and loads the configuration file. One file counts, the first that is there: nothing is mixed from several.
package enum ConfigurationFile {
  package static let machinePath = "/etc/oxtail/config.yaml"

  /// Where a file is looked for when none is named, the first that counts first.
  ///
  /// - Parameter environment: The process's.
  package static func places(environment: [String: String]) -> [String] {
    let home = home(environment)
    let directory =
      environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home.map { $0 + "/.config" }
    return (directory.map { [$0 + "/oxtail/config.yaml"] } ?? []) + [machinePath]
  }

  /// - Parameters:
  ///   - named: The file of `--config`, which must be there.
  ///   - environment: The process's.
  /// - Returns: An empty configuration where there is no file. One of the machine's that may not be read is somebody else's, and none.
  /// - Throws: ``PatternLoadError`` for a file that is there and cannot be used.
  package static func load(_ named: String?, environment: [String: String]) throws(PatternLoadError) -> Configuration {
    if let named { return try load(named, home: home(environment)) }
    guard let path = places(environment: environment).first(where: isReadable) else { return Configuration() }
    return try load(path, home: home(environment))
  }

  private static func load(_ path: String, home: String?) throws(PatternLoadError) -> Configuration {
    try ConfigurationDecoder.decode(try TrustedFile.text(of: path), file: path, home: home)
  }

  private static func isReadable(_ path: String) -> Bool { unsafe access(path, R_OK) == 0 }

  private static func home(_ environment: [String: String]) -> String? {
    environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
  }
}
