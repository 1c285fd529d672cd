import ArgumentParser
import PatternFiles

@main
struct OxtailCommand: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "oxtail",
    abstract: "Explains why an Open-Xchange mailbox order failed in Plesk.",
    usage: """
      oxtail <command> [<options>]
      oxtail <file>...|- [<options>]        the same as oxtail scan
      oxtail '<text>' [<options>]           the same as oxtail explain
      oxtail <subject> [<options>]          the same as oxtail trace
      oxtail <id> [<options>]               the same as oxtail show
      """,
    discussion: """
      EXAMPLES
        oxtail explain '[soap:Server] Authentication failed'
        oxtail scan /var/log/plesk/panel.log /var/log/open-xchange/
        oxtail kunde.example                  once an index is there
      """,
    version: version,
    subcommands: [
      ExplainCommand.self,
      ScanCommand.self,
      TailCommand.self,
      IndexCommand.self,
      DaemonCommand.self,
      IncidentsCommand.self,
      ShowCommand.self,
      WhyCommand.self,
      TraceCommand.self,
      WatchCommand.self,
      SearchCommand.self,
      ValuesCommand.self,
      StatsCommand.self,
      ReportCommand.self,
      TodoCommand.self,
      ReplyCommand.self,
      BundleCommand.self,
      ExportCommand.self,
      SQLCommand.self,
      NagiosCommand.self,
      ResolveCommand.self,
      ReopenCommand.self,
      MuteCommand.self,
      NoteCommand.self,
      LinkCommand.self,
      AlertsCommand.self,
      AuditCommand.self,
      InventoryCommand.self,
      PatternsCommand.self,
      SampleCommand.self,
      ConfigCommand.self,
      DoctorCommand.self,
      DatabaseCommand.self,
      ManualCommand.self,
      RouteCommand.self,
    ],
    defaultSubcommand: RouteCommand.self)

  /// Those that help shows.
  static var commandNames: [String] {
    configuration.subcommands.filter { $0.configuration.shouldDisplay }.compactMap { $0.configuration.commandName }
  }

  static func main() {
    Signals.prepare()
    do {
      let arguments = TermRewriting.rewritten(Array(CommandLine.arguments.dropFirst()))
      try checkHelp(arguments)
      var command = try named(arguments) ?? parseAsRoot(arguments)
      try command.run()
    } catch {
      finish(error)
    }
  }

  /// The command that the first arguments name, if all the others are as it wants them.
  ///
  /// The parser would prepare the root and what it takes unnamed, too, which is a fifth of the time to a quick answer. It
  /// has its turn where help is wanted, or something is wrong, as its texts name the whole command.
  private static func named(_ arguments: [String]) -> (any ParsableCommand)? {
    let (named, rest) = Self.command(arguments[...])
    guard named.configuration.subcommands.isEmpty, let command = try? named.parseAsRoot(Array(rest)),
      // Where help is asked for, the parser returns a command of its own.
      type(of: command) == named
    else { return nil }
    return command
  }

  /// - Returns: The command that the first arguments name, the root where they name none, and what follows.
  static func command(_ arguments: ArraySlice<String>) -> (command: any ParsableCommand.Type, rest: ArraySlice<String>)
  {
    var named: any ParsableCommand.Type = self
    var rest = arguments
    while let name = rest.first,
      let next = named.configuration.subcommands.first(where: { $0.configuration.commandName == name })
    {
      named = next
      rest.removeFirst()
    }
    return (named, rest)
  }

  /// The parser shows the help of what is above a name that it does not know.
  private static func checkHelp(_ arguments: [String]) throws(CommandError) {
    guard arguments.first == "help" else { return }
    let (above, rest) = command(arguments.dropFirst())
    guard let name = rest.first, name != "help", !name.hasPrefix("-") else { return }
    let path = ["help"] + arguments[1..<rest.startIndex]
    let names = above.configuration.subcommands.filter { $0.configuration.shouldDisplay }
      .compactMap { $0.configuration.commandName }
    let list: SafeText = "`oxtail \(path.joined(separator: " "))`"
    throw .usage(
      "\((path + [name]).joined(separator: " "))", "there is no such command",
      next: Suggestion.nearest(to: name, among: names).map {
        "did you mean `oxtail \((path + [$0]).joined(separator: " "))`?"
      }
        ?? (names.isEmpty ? "\(list) shows all that there is" : "\(list) lists the commands"))
  }

  /// Says what went wrong and ends the program.
  private static func finish(_ error: any Error) -> Never {
    if let error = error as? CommandError {
      StandardOutput.writeError(error.text)
      exit(withError: ExitCode(error.exitCode))
    }
    let code = exitCode(for: error)
    // An exit code has been explained already.
    if error is ExitCode { exit(withError: error) }
    if code.isSuccess { show(fullMessage(for: error)) }
    StandardOutput.writeError(ParserMessage(message(for: error), arguments: CommandLine.arguments).line.string + "\n")
    exit(withError: code)
  }

  /// Help, the version or a shell's script, which is what was asked for.
  private static func show(_ text: String) -> Never {
    // Files are scanned without a command, too, so that bash has to complete them where no command fits.
    let text = text.replacing("\ncomplete -o filenames -F", with: "\ncomplete -o default -o filenames -F")
    do {
      try StandardOutput.write(text.isEmpty ? "" : text + "\n")
    } catch {
      finish(error)
    }
    exit(withError: nil)
  }
}
