import ArgumentParser

@main
struct OxtailCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "oxtail",
    abstract: "Explains why an Open-Xchange mailbox order failed in Plesk.",
    subcommands: [ScanCommand.self, PatternsCommand.self])
}
