import ArgumentParser
import IncidentStore

/// Looks whether an index is whole.
struct DatabaseCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Look whether the index is whole; change nothing.",
    usage: "oxtail db check [--db <file>]",
    discussion: """
      Reads all of it, which takes a second for some hundred megabytes. A read error of the disk looks like damage: look \
      twice before anything else.

      EXAMPLES
        oxtail db check && echo whole

      EXIT CODES
        0 whole     66 no index
        2 damaged   77 permission denied
        64 usage    78 no index of oxtail
      """)

  @OptionGroup(title: "Index") var index: IndexOptions

  func run() throws {
    let path = try index.askedPath()
    let damage = try Self.damage(of: path)
    if damage.isEmpty { return try StandardOutput.write("\(SafeText(path).string) is whole\n") }
    var diagnostics = Diagnostics()
    diagnostics.say(
      "\(path): damaged; keep the file. `oxtail db repair` saves what can be read of it, and reads the logs again:")
    for line in damage { diagnostics.addDetail(SafeText(line)) }
    StandardOutput.writeError(diagnostics.text)
    throw ExitCode(2)
  }

  /// - Returns: What is wrong, in SQLite's words.
  /// - Throws: ``CommandError`` where it is no index, or cannot be read.
  static func damage(of path: String) throws(CommandError) -> [String] {
    do throws(StoreError) {
      return try IndexReader(path: path).check()
    } catch {
      // Whether it is an index at all cannot be told of a file whose first page is hurt.
      guard error.code == .unusable, error.message.hasPrefix("reads damaged") else { throw CommandError(error) }
      return [error.message]
    }
  }
}
