import ArgumentParser
import LogPipeline
import OxtailService
import PatternFiles

/// Holds configuration files to the wiki page.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Hold configuration of both sides to the wiki page: what is wrong, where, what to do.",
    usage: "oxtail audit <dir>... [-o <form>] [<options>]",
    discussion: """
      Files are told by content and name: panel.ini, Apache's configuration, Open-Xchange's *.properties and logback.xml, \
      lists of packages (dpkg -l, rpm -qa), version files, resolv.conf, scripts. The directory above etc, opt or usr \
      names the host. Nothing is changed, nothing outside the directories is read, and no password is shown.

      EXAMPLES
        oxtail audit case/ --plesk-host plesk17=192.0.2.17
        oxtail audit /etc /opt/open-xchange/etc
        oxtail audit case/ --reseller-mode on -o md > ticket.md
        mkdir case/ox1 && ssh ox1 dpkg -l > case/ox1/packages.txt

      EXIT CODES
        0 done, whether or not something is wrong   65 no configuration file
        1 something is wrong, with --exit-code      66 no such directory
        64 usage                                    77 permission denied
        74 reading or writing failed                78 bad configuration
      """)

  @Argument(help: ArgumentHelp("Directories, or single files.", valueName: "dir"), completion: .file())
  var paths: [String] = []

  @Option(
    name: .customLong("plesk-host"),
    help: ArgumentHelp(
      "A Plesk host that must be let in, beside the configured ones (repeatable).", valueName: "name=address"),
    transform: PleskHostArgument.host)
  var pleskHosts: [PleskAddress] = []

  @Option(
    name: .customLong("reseller-mode"),
    help: ArgumentHelp("on, off or auto: by the files.", valueName: "mode"))
  var resellerMode = ResellerModeArgument.auto

  @Option(
    name: .customLong("master-login"),
    help: ArgumentHelp(
      "Open-Xchange's master administrator; by default the configured one, else oxadminmaster.", valueName: "name"))
  var masterLogin: String?

  @OptionGroup var configuration: ConfigurationOptions

  @Flag(help: "End with 1 where something is wrong.")
  var exitCode = false

  @OptionGroup(title: "Output") var view: ViewOptions
  @OptionGroup(title: "Messages") var talk: TalkOptions

  func validate() throws {
    if paths.isEmpty { throw ValidationError("nothing to look at; name directories with configuration files") }
  }

  func run() throws {
    let configuration = try configuration.load()
    let configured = configuration.pleskHosts.flatMap { host in
      host.addresses.compactMap { PleskAddress(name: host.host.value, address: $0.value) }
    }
    let auditor = Auditor(
      page: try Self.page(), master: masterLogin ?? configuration.masterLogin?.value ?? Catalogue.masterLoginDefault,
      pleskHosts: pleskHosts + configured, resellerMode: resellerMode.isOn)
    let result = auditor.audit(paths)
    StandardOutput.writeError(AuditTalk(result: result, talk: talk).diagnostics.text)
    guard !result.files.isEmpty else { throw ExitCode(AuditTalk.exitCode(result.skipped) ?? 65) }
    try write(result)
    if let code = AuditTalk.exitCode(result.skipped) { throw ExitCode(code) }
    if exitCode, !result.isClean { throw ExitCode(1) }
  }

  private static func page() throws(CommandError) -> AuditPage {
    do throws(PatternLoadError) {
      return try AuditPage.builtin()
    } catch {
      throw CommandError(error, list: "oxtail patterns lint")
    }
  }

  private func write(_ result: AuditResult) throws {
    switch view.output {
    case .table: try view.show(AuditView(result: result, detail: .brief).page(width: Terminal.pageWidth()))
    case .text: try view.show(AuditView(result: result, detail: .full).page(width: Terminal.pageWidth()))
    case .md: try StandardOutput.write(AuditMarkdown(result: result).text)
    case .json: try StandardOutput.write(PlainJSON.text(AuditDocument(result), isPretty: true) + "\n")
    case .jsonl: try StandardOutput.write(JSONLines.text(AuditDocument(result)))
    case .csv: try StandardOutput.write(AuditCSV.text(AuditDocument(result)))
    }
  }
}

/// `--reseller-mode`
enum ResellerModeArgument: String, ExpressibleByArgument, CaseIterable {
  case on, off, auto

  var isOn: Bool? { self == .auto ? nil : self == .on }
}
