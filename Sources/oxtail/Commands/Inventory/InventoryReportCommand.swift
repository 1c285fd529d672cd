import ArgumentParser
import IncidentStore
import LogPipeline
import OxtailService

/// Shows what the lists say together.
struct InventoryReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Show what only one side has, and which subadmins are nearly full.",
    usage: "oxtail inventory [report] [-o <form>] [--db <file>]",
    discussion: """
      A context and a domain belong together by the domain in the context's login mappings, or else by the instance in its \
      name. What only Open-Xchange has is a ghost of a call that Plesk gave up; what only Plesk has never came to be.

      EXAMPLES
        oxtail inventory
        oxtail inventory report -o csv > one-sided.csv

      EXIT CODES
        0 done                                   64 usage
        1 something is wrong, with --exit-code   66 no index, or no list
        77 permission denied                     78 no index of oxtail
      """)

  @OptionGroup(title: "Index") var index: IndexOptions
  @OptionGroup(title: "Output") var view: ViewOptions

  @Flag(help: "End with 1 where something is wrong.")
  var exitCode = false

  func run() throws {
    let reader = try index.reader()
    let report = try CommandError.wrapping { () throws(StoreError) in try InventoryReport(reader) }
    guard !report.sources.isEmpty else {
      throw CommandError(
        "\(reader.path)", "no list was imported yet", next: "run `oxtail inventory import FILE.csv` first", exitCode: 66
      )
    }
    let shown = InventoryView(
      report: report, detail: view.output == .text ? .full : .brief,
      masterLogin: try index.configuration.load().masterLogin?.value ?? Catalogue.masterLoginDefault)
    switch view.output {
    case .table, .text: try view.show(shown.page(width: Terminal.pageWidth()))
    case .md: try StandardOutput.write(Markdown.block(shown.plainLines) + "\n")
    case .json: try StandardOutput.write(PlainJSON.text(InventoryDocument(report), isPretty: true) + "\n")
    case .jsonl: try StandardOutput.write(PlainJSON.text(InventoryDocument(report), isPretty: false) + "\n")
    case .csv: try StandardOutput.write(InventoryCSV.text(InventoryDocument(report)))
    }
    if exitCode, shown.isWrong { throw ExitCode(1) }
  }
}
