import ArgumentParser
import Foundation
import OxtailService

/// Writes a first configuration.
struct ConfigInitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Write a configuration with every key explained, and with the logs found here.",
    usage: "oxtail config init [--config <file>|-]",
    discussion: """
      It is written to the file of --config, else to /etc/oxtail/config.yaml for root and ~/.config/oxtail/config.yaml for \
      others; - writes it to standard output. A file that is there stays as it is.

      EXAMPLES
        oxtail config init
        oxtail config init --config - | less

      EXIT CODES
        0 written   64 usage   73 it is there already, or cannot be made
      """)

  @OptionGroup var configuration: ConfigurationOptions

  func run() throws {
    let text = ConfigTemplate.text(sources: DefaultSources.found())
    if configuration.file == "-" { return try StandardOutput.write(text) }
    let path = try path()
    try makeDirectory(of: path)
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Self.refusal(path, errno) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    guard (try? handle.write(contentsOf: Data(text.utf8))) != nil else { throw Self.refusal(path, errno) }
    try StandardOutput.write("\(SafeText(path).string): written; look through it, then: oxtail doctor\n")
  }

  private func path() throws(CommandError) -> String {
    if let file = configuration.file { return file }
    if geteuid() == 0 { return ConfigurationFile.machinePath }
    let places = ConfigurationFile.places(environment: ProcessInfo.processInfo.environment)
    guard places.count > 1 else {
      throw CommandError("config init", "there is no home directory", next: "name a file with --config", exitCode: 73)
    }
    return places[0]
  }

  private func makeDirectory(of path: String) throws(CommandError) {
    let directory = URL(filePath: path).deletingLastPathComponent()
    guard (try? FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)) != nil else {
      throw CommandError(
        "\(directory.path(percentEncoded: false))", "cannot be made", next: "name another file with --config",
        exitCode: 73)
    }
  }

  private static func refusal(_ path: String, _ number: Int32) -> CommandError {
    if number == EEXIST {
      return CommandError(
        "\(path)", "is there already and stays as it is",
        next: "`oxtail config init --config -` shows what would be written", exitCode: 73)
    }
    return CommandError(
      "\(path)", unsafe "cannot be written: \(String(cString: strerror(number)))",
      next: "name another file with --config", exitCode: 73)
  }
}
