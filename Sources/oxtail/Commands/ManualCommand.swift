import ArgumentParser

/// Prints the manual page: `make install` makes the file of it, so that it says what the help says.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Print the manual page, for man(1).", shouldDisplay: false)

  func run() throws { try StandardOutput.write(ManualPage.text()) }
}
