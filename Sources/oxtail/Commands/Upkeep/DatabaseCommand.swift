import ArgumentParser

/// `oxtail db`: the index as a file.
struct DatabaseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "db", abstract: "Look after the index: what it holds, whether it is whole, what is old in it.",
    usage: "oxtail db info|check|repair|prune|vacuum|path …",
    discussion: """
      Only one process writes an index. While the daemon follows logs into it, info, check and path go, and prune, which \
      asks the daemon; stop it for the others, which loses nothing: it reads what it missed.

      EXAMPLES
        oxtail db info
        oxtail db prune --keep 90d && oxtail db vacuum

      EXIT CODES
        those of each command; 75 where another process writes the index
      """,
    subcommands: [
      DatabaseInfoCommand.self, DatabaseCheckCommand.self, DatabaseRepairCommand.self, DatabasePruneCommand.self,
      DatabaseVacuumCommand.self, DatabasePathCommand.self,
    ])
}
