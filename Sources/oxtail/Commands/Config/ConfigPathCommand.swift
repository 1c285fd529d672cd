import ArgumentParser
import Foundation
import OxtailService

/// Names the file that counts.
struct ConfigPathCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "path", abstract: "Name the configuration file that counts.",
    usage: "oxtail config path [--config <file>]",
    discussion: """
      EXAMPLES
        ${EDITOR:-vi} "$(oxtail config path)"

      EXIT CODES
        0 there is one   1 there is none   64 usage
      """)

  @OptionGroup var configuration: ConfigurationOptions

  func run() throws {
    let environment = ProcessInfo.processInfo.environment
    let places = configuration.file.map { [$0] } ?? ConfigurationFile.places(environment: environment)
    if let path = places.first(where: { FileAccess($0) == .readable }) {
      return try StandardOutput.write(SafeText(path).string + "\n")
    }
    var diagnostics = Diagnostics()
    diagnostics.say("no configuration; `oxtail config init` writes one. Looked for:")
    for path in places {
      let isForbidden = FileAccess(path) == .forbidden
      diagnostics.addDetail("\(path)\(isForbidden ? " (may not be read)" : "")")
    }
    StandardOutput.writeError(diagnostics.text)
    throw ExitCode(1)
  }
}
