import ArgumentParser

/// `oxtail config`: what oxtail is configured to do, and why.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Show what is configured and where it comes from; write a first file.",
    usage: "oxtail config show|blame|path|init …",
    discussion: """
      One YAML file counts: that of --config, else $XDG_CONFIG_HOME/oxtail/config.yaml (~/.config), else \
      /etc/oxtail/config.yaml. Options on a command line count more. The file must belong to root or to you, and others may \
      not be able to write it.

      EXAMPLES
        oxtail config init                    write a file with every key explained
        oxtail config blame                   each value, and whence it comes
        oxtail config show --config my.yaml   is this file right?
      """,
    subcommands: [
      ConfigShowCommand.self, ConfigBlameCommand.self, ConfigPathCommand.self, ConfigInitCommand.self,
    ])
}
