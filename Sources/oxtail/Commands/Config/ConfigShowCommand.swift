import ArgumentParser

/// Shows the settings that count, as a file that says the same.
struct ConfigShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show the settings that count, as a file that says the same.",
    usage: "oxtail config show [--config <file>] [<options>]",
    discussion: """
      EXAMPLES
        oxtail config show
        oxtail config show --config draft.yaml   is this file right?

      EXIT CODES
        0 shown        66 no such file       78 bad configuration
        64 usage       77 permission denied
      """)

  @OptionGroup var asked: ConfigArguments

  func run() throws { try StandardOutput.write(SettingYAML.text(asked.settings().settings)) }
}
