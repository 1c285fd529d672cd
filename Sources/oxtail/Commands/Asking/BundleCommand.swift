import ArgumentParser
import IncidentStore
import LogPipeline
import OxtailService

/// Writes a case that may leave the house.
struct BundleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bundle", abstract: "Write incidents as Markdown with pseudonyms, to be pasted where others read it.",
    usage: "oxtail bundle <id>... [--map <file>] [--db <file>]",
    discussion: """
      Domains, mailboxes, contexts, subadmins, logins, hosts, addresses and directories become domain-1, user-2, host-3; the \
      error texts stay as they are, and so do numbers. --map keeps which is which, for you alone. Read it before you send it.

      EXAMPLES
        oxtail bundle OX-7K2M9 > case.md
        oxtail bundle 7k2 9qd --map case.map.csv > case.md

      EXIT CODES
        0 written            64 usage             77 permission denied
        1 no such incident   66 no index          78 no index of oxtail
                             73 cannot make file
      """)

  @Argument(help: ArgumentHelp("The incidents' ids.", valueName: "id"))
  var ids: [String] = []

  @Option(
    help: ArgumentHelp("Write names and pseudonyms into this file, which only its owner can read.", valueName: "file"),
    completion: .file())
  var map: String?

  @OptionGroup(title: "Index") var index: IndexOptions

  func validate() throws {
    if ids.isEmpty { throw ValidationError("no incident; name its id, such as OX-7K2M9") }
  }

  func run() throws {
    let found = try ids.map { id throws(CommandError) in try FoundIncident(id, in: index) }
    guard let first = found.first else { return }
    let result = try first.result(with: found.dropFirst().map(\.incident))
    let text = IncidentMarkdown(view: ScanView(result, limit: nil, zone: .utc, detail: .full)).text
    let pseudonyms = Pseudonyms(result.incidents)
    if let map {
      let rows = pseudonyms.pairs.map { [$0.pseudonym, $0.name] }
      try NewFile.write(CSVTable.text([["pseudonym", "name"]] + rows), to: map)
    }
    try StandardOutput.write(pseudonyms.replaced(in: text) { Markdown.inline(SafeText($0)) })
  }
}
