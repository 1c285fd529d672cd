import ArgumentParser
import LogPipeline

/// Says which ticket speaks of incidents.
struct LinkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "link", abstract: "Say which ticket speaks of incidents.",
    usage: "oxtail link <id>... --ticket <ticket> [--db <file>]",
    discussion: """
      \(RemarkArguments.kept)

      EXAMPLES
        oxtail link OX-7K2M9 --ticket OPS-311

      \(RemarkArguments.exitCodes)
      """)

  @OptionGroup var asked: RemarkArguments

  func validate() throws {
    if asked.ticket == nil { throw ValidationError("the ticket is missing; name it with --ticket") }
  }

  func run() throws { try asked.say(.link) }
}
