import ArgumentParser
import LogPipeline

/// Writes a note on incidents.
struct NoteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "note", abstract: "Write a note on incidents.",
    usage: "oxtail note <id>... -m <text> [--db <file>]",
    discussion: """
      \(RemarkArguments.kept)

      EXAMPLES
        oxtail note OX-7K2M9 -m 'waits for the licence, until Friday'

      \(RemarkArguments.exitCodes)
      """)

  @OptionGroup var asked: RemarkArguments

  func validate() throws {
    if asked.text == nil { throw ValidationError("the note is missing; give it with -m") }
  }

  func run() throws { try asked.say(.note) }
}
