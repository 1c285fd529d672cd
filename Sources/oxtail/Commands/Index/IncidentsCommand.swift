import ArgumentParser
import IncidentStore
import LogPipeline
import OxtailService

/// Lists what the index knows.
struct IncidentsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "incidents", abstract: "List the incidents of the index, the newest first.",
    usage: "oxtail incidents [<term>...] [-S <time>] [-n <n>] [-o <form>] [<options>]",
    discussion: """
      \(QueryOptions.terms) An incident is listed where one of its failures fits all.

      EXAMPLES
        oxtail incidents --open
        oxtail incidents owner:ox-admin -state:muted -S -7d
        oxtail incidents domain:'*.example' timeout
        oxtail incidents -o json | jq '.incidents[].cause'

      EXIT CODES
        0 done               64 usage      77 permission denied
        1 none, --exit-code  66 no index   78 no index of oxtail
      """)

  @OptionGroup(title: "What to list") var asked: QueryOptions

  @Flag(help: "Only those about which somebody has to do something: new, open, regressed.")
  var open = false

  @Option(
    name: [.customShort("n"), .long], parsing: .unconditional,
    help: ArgumentHelp(
      "Show the newest n incidents only, or all; by default all, and of a table the newest \(Self.rowsMax).",
      valueName: "n"),
    transform: Count.init(text:))
  var limit: Count?

  @Flag(name: .shortAndLong, help: "Show the oldest first.")
  var reverse = false

  @Flag(
    name: .customLong("unknown"), help: "List what no pattern understands instead, by what the texts have in common.")
  var isUnknown = false

  @Flag(help: "End with 1 where there is no such incident.")
  var exitCode = false

  @OptionGroup(title: "Index") var index: IndexOptions
  @OptionGroup(title: "Output") var view: ViewOptions

  func validate() throws {
    if let limit, limit.text != "all", limit.number.map({ $0 < 0 }) ?? true {
      throw ValidationError("-n expects all or a number of incidents, 0 or more; not \(limit.text)")
    }
  }

  func run() throws {
    let query = try query()
    let reader = try index.reader()
    if isUnknown { return try writeUnknown(reader) }
    let isEmpty = view.output == .table ? try showList(reader, query) : try write(reader, query)
    try reader.sayTrouble()
    guard isEmpty else { return }
    let which: SafeText = query.isEmpty && limit?.number != 0 ? "no incident" : "no such incident"
    StandardOutput.writeError("oxtail: \(which.string) in \(SafeText(reader.path).string)\n")
    if exitCode { throw ExitCode(1) }
  }

  private func query() throws(CommandError) -> Query {
    var query = try asked.query(zone: view.zone)
    guard open else { return query }
    do throws(QueryError) {
      for state in Incident.State.open { try query.add(.state, state.rawValue) }
    } catch {
      throw CommandError(error)
    }
    return query
  }

  /// What a table shows if nobody says how many. Whoever needs more reads them by a program, or asks for fewer.
  private static let rowsMax = 1000

  /// How many incidents somebody asks for.
  struct Count {
    let text: String

    /// `nil` for all.
    var number: Int? { text == "all" ? nil : Int(text) }
  }

  /// A list needs no documents.
  ///
  /// - Returns: Whether there was nothing to show.
  private func showList(_ reader: IndexReader, _ query: Query) throws -> Bool {
    // One more tells whether there are more.
    let most = limit.map(\.number) ?? Self.rowsMax + 1
    var newest = try CommandError.wrapping { () throws(StoreError) in try reader.list(query, limit: most) }
    guard !newest.isEmpty else { return true }
    let isCut = limit == nil && newest.count > Self.rowsMax
    if isCut { newest.removeLast() }
    var page = Page(width: Terminal.pageWidth())
    IncidentList(incidents: reverse ? newest.reversed() : newest, zone: view.zone, showsState: true).add(to: &page)
    try view.show(page)
    if isCut {
      StandardOutput.writeError("oxtail: there are more incidents; -n all shows them, and terms narrow them down\n")
    }
    return false
  }

  private func write(_ reader: IndexReader, _ query: Query) throws -> Bool {
    var result = try CommandError.wrapping { () throws(StoreError) in try reader.result(query, limit: limit?.number) }
    if reverse { result.incidents.reverse() }
    switch view.output {
    case .table, .text: try view.show(scanView(result).page(width: Terminal.pageWidth()))
    case .md: try StandardOutput.write(IncidentMarkdown(view: scanView(result)).text)
    case .json: try StandardOutput.stream { try IncidentJSON.write(result, $0) }
    case .jsonl: try StandardOutput.stream { try JSONLines.write(result, $0) }
    case .csv: try StandardOutput.stream { try IncidentCSV.write(result.incidents, $0) }
    }
    return result.incidents.isEmpty
  }

  private func scanView(_ result: ScanResult) -> ScanView {
    ScanView(result, limit: nil, zone: view.zone, detail: .full)
  }
}
