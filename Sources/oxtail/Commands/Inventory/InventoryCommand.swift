import ArgumentParser

/// What exists on both sides, beside what failed.
struct InventoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inventory", abstract: "Compare lists of both sides: ghosts, silent successes, room of subadmins.",
    usage: "oxtail inventory [report|import] [<options>]",
    discussion: """
      EXAMPLES
        oxtail inventory import contexts.csv && oxtail inventory
        oxtail inventory -o json | jq .ox_only
      """,
    subcommands: [InventoryReportCommand.self, InventoryImportCommand.self],
    defaultSubcommand: InventoryReportCommand.self)
}
