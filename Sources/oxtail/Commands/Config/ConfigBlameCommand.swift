import ArgumentParser

/// Tells of each setting whence it comes.
struct ConfigBlameCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "blame", abstract: "Tell of each setting whence it comes: a file's line, an option, the default.",
    usage: "oxtail config blame [--config <file>] [<options>]",
    discussion: """
      EXAMPLES
        oxtail config blame
        oxtail config blame --db case.db

      EXIT CODES
        0 shown        66 no such file       78 bad configuration
        64 usage       77 permission denied
      """)

  @OptionGroup var asked: ConfigArguments

  func run() throws {
    var table = TextTable([.init(title: "SETTING"), .init(title: "FROM"), .init(title: "VALUE")])
    for setting in try asked.settings().settings {
      table.add([(setting.name, .plain), (setting.origin.words, .quiet), (SafeText(setting.value), .plain)])
    }
    // Nothing is cut: paths are here to be copied.
    try StandardOutput.write(Page.text(table.lines(width: .max), .plain))
  }
}
