import ArgumentParser
import Foundation
import OxtailService
import PatternFiles

/// Which configuration.
struct ConfigurationOptions: ParsableArguments {
  @Option(
    name: .customLong("config"),
    help: ArgumentHelp(
      "The configuration; by default the first of $XDG_CONFIG_HOME/oxtail/config.yaml and /etc/oxtail/config.yaml.",
      valueName: "file"), completion: .file())
  var file: String?

  /// - Throws: ``CommandError`` with the first mistake of the file, and the code 66, 77 or 78.
  func load() throws(CommandError) -> Configuration {
    do throws(PatternLoadError) {
      return try parsed()
    } catch {
      throw CommandError(error, list: "oxtail config show")
    }
  }

  /// The same, with all mistakes.
  func parsed() throws(PatternLoadError) -> Configuration {
    try ConfigurationFile.load(file, environment: ProcessInfo.processInfo.environment)
  }
}
