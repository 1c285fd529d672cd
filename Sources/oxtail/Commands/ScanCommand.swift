import ArgumentParser

/// Reads logs once and prints the incidents.
struct ScanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan", abstract: "Read logs once and print what failed, why, and what to do.",
    usage: "oxtail scan [<path>...] [-o <form>] [<options>]",
    discussion: """
      Logs are told by their content: Plesk's panel.log, Open-Xchange's open-xchange.log and Apache's logs, rotated ones \
      too. Directories are walked, and .gz, .tar and .tar.gz files are read as they are. Nothing is kept, nothing is \
      changed, and no rights but those to read the files are needed.

      EXAMPLES
        oxtail scan /var/log/plesk/panel.log ox1/open-xchange.log.0
        oxtail scan logs/                    every log below; directories name hosts
        oxtail scan logs/ -o md > ticket.md  paste-ready; or text, json, jsonl, csv
        oxtail scan logs/ --timezone-of 'plesk17=Europe/Berlin'
        ssh plesk17 cat /var/log/plesk/panel.log |
          oxtail scan - --host-of='-=plesk17'

      EXIT CODES
        0 done, whether or not something failed   65 named file: no log, or damaged
        64 usage                                  66 no such file
        74 reading or writing failed              77 permission denied
        78 bad pattern or configuration           130 interrupted
      """)

  @Argument(
    help: ArgumentHelp(
      "Files, directories, or - for standard input; by default the configured sources.", valueName: "path"),
    completion: .file())
  var paths: [String] = []

  @OptionGroup var arguments: ScanArguments

  func run() throws { try ScanRun(paths: paths, arguments: arguments).run() }
}
