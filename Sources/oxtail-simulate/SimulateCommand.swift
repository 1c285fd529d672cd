import ArgumentParser

/// Simulated estates: for demos, benchmarks and the score. Not installed.
@main
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "oxtail-simulate",
    abstract: "Plays provisioning against Plesk hosts and Open-Xchange nodes.",
    subcommands: [WriteCommand.self, LongCommand.self, ScoreCommand.self])
}
