import ArgumentParser
import IncidentStore
import LogPipeline
import OxtailService

/// Lists what the index knows.
struct IncidentsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "incidents", abstract: "List the incidents of the index, the newest first.",
    usage: "oxtail incidents [-o <form>] [-n <n>] [--db <file>]",
    discussion: """
      EXAMPLES
        oxtail incidents -n 10
        oxtail incidents -o json | jq '.incidents[].cause'

      EXIT CODES
        0 done               64 usage      77 permission denied
        1 none, --exit-code  66 no index   78 no index of oxtail
      """)

  @OptionGroup(title: "Index") var index: IndexOptions
  @OptionGroup(title: "Output") var view: ViewOptions

  @Option(name: [.customShort("n"), .long], help: ArgumentHelp("Show the newest n incidents only.", valueName: "n"))
  var limit: Int?

  @Flag(
    name: .customLong("unknown"), help: "List what no pattern understands instead, by what the texts have in common.")
  var isUnknown = false

  @Flag(help: "End with 1 where there is no incident.")
  var exitCode = false

  func validate() throws {
    if let limit, limit < 0 { throw ValidationError("-n expects a number of incidents, 0 or more; not \(limit)") }
  }

  func run() throws {
    let reader = try index.reader()
    if isUnknown { return try writeUnknown(reader) }
    let count = try CommandError.wrapping { () throws(StoreError) in try reader.counts().incidents }
    if view.output == .table {
      try showList(reader)
    } else {
      try write(try CommandError.wrapping { () throws(StoreError) in try reader.result(limit: limit) })
    }
    guard count == 0 else { return }
    StandardOutput.writeError("oxtail: no incident in \(SafeText(reader.path).string)\n")
    if exitCode { throw ExitCode(1) }
  }

  /// A list needs no documents.
  private func showList(_ reader: IndexReader) throws {
    let incidents = try CommandError.wrapping { () throws(StoreError) in try reader.list(limit: limit) }
    guard !incidents.isEmpty else { return }
    var page = Page(width: Terminal.pageWidth())
    IncidentList(incidents: incidents, zone: view.zone).add(to: &page)
    try view.show(page)
  }

  private func write(_ result: ScanResult) throws {
    switch view.output {
    case .table, .text: try view.show(scanView(result).page(width: Terminal.pageWidth()))
    case .md: try StandardOutput.write(IncidentMarkdown(view: scanView(result)).text)
    case .json: try StandardOutput.stream { try IncidentJSON.write(result, $0) }
    case .jsonl: try StandardOutput.stream { try JSONLines.write(result, $0) }
    case .csv: try StandardOutput.stream { try IncidentCSV.write(result.incidents, $0) }
    }
  }

  private func scanView(_ result: ScanResult) -> ScanView {
    ScanView(result, limit: nil, zone: view.zone, detail: .full)
  }
}
