import ArgumentParser

/// `oxtail alerts`: who is told of what.
struct AlertsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "alerts",
    abstract: "Tell people and programs of incidents that are new, regressed, escalating or over.",
    usage: "oxtail alerts deliver|preview|test …",
    discussion: """
      The configuration names receivers (mail, webhook, command) and rules; `oxtail config init` explains the keys. What \
      becomes of incidents is noted in the index, in the transaction that changes them; deliver makes messages of it.

      EXAMPLES
        oxtail alerts preview --since 7d      what would have been sent
        oxtail alerts test team               does this receiver work?
        systemctl enable --now oxtail-alerts.timer
      """,
    subcommands: [AlertsDeliverCommand.self, AlertsPreviewCommand.self, AlertsTestCommand.self])
}
