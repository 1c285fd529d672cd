import ArgumentParser
import Testing

@testable import oxtail

struct HelpTests {
  /// Every command with a help screen, by its words.
  static let commands: [[String]] = screens(of: OxtailCommand.self, [])

  private static func screens(of command: any ParsableCommand.Type, _ words: [String]) -> [[String]] {
    let below = command.configuration.subcommands.filter { $0.configuration.shouldDisplay }
    return [words] + below.flatMap { screens(of: $0, words + [$0.configuration.commandName ?? $0._commandName]) }
  }

  @Test func `there is a screen for every command of this version`() {
    #expect(Self.commands.count == 56)
  }

  @Test(arguments: commands)
  func `help is what it was`(words: [String]) throws {
    let run = try Program.run(words + ["--help"])
    #expect(run.status == 0)
    #expect(run.errors == "")
    try Golden.expect(run.output, is: "help/\((["oxtail"] + words).joined(separator: "-")).txt")
  }

  @Test(arguments: commands, [80, 100, 120])
  func `help fits the terminal`(words: [String], width: Int) throws {
    let run = try Program.run(words + ["--help"], environment: ["COLUMNS": "\(width)"])
    #expect(run.outputLines.count > 10)
    for line in run.outputLines { #expect(displayWidth(line) <= width, "\(line)") }
  }

  /// Lines that are laid out by hand are too short to be broken.
  @Test(arguments: commands)
  func `examples and exit codes stay as they are written`(words: [String]) throws {
    let narrow = try Program.run(words + ["--help"], environment: ["COLUMNS": "80"])
    let wide = try Program.run(words + ["--help"], environment: ["COLUMNS": "200"])
    for title in ["EXAMPLES", "EXIT CODES", "USAGE"] {
      #expect(block(title, narrow) == block(title, wide))
    }
    #expect(words == ["patterns"] || !block("EXAMPLES", narrow).isEmpty)
  }

  private func block(_ title: String, _ run: Program.Run) -> [Substring] {
    Array(run.outputLines.drop { !$0.hasPrefix(title) }.prefix { !$0.isEmpty })
  }

  @Test(arguments: [["help"], ["-h"], ["--help"], []])
  func `help is also what one gets who asks for nothing`(arguments: [String]) throws {
    #expect(try Program.run(arguments).output == Program.run(["--help"]).output)
  }

  @Test(arguments: [["help", "scan"], ["scan", "-h"]])
  func `help of a command has several names`(arguments: [String]) throws {
    #expect(try Program.run(arguments).output == Program.run(["scan", "--help"]).output)
  }

  @Test func `the version is one line`() throws {
    let run = try Program.run("--version")
    #expect(run.output == OxtailCommand.version + "\n")
    #expect(run.status == 0)
  }
}
