import ArgumentParser
import Foundation
import LogPipeline
import OxtailService

/// One scan from the reading to the exit code.
struct ScanRun {
  let paths: [String]
  let arguments: ScanArguments

  func run() throws {
    let configuration = try arguments.configuration.load()
    let catalogue = try arguments.patterns.catalogue(configuration)
    let options = arguments.reading.options(try configuration.paths(paths), configuration)
    let result = scan(catalogue, options)
    if let failure = result.failure { throw CommandError(failure) }
    if arguments.isUnknown {
      try UnknownOutput.write(UnknownInbox(result.suspected, result.incidents), arguments.view)
    } else if arguments.isBalance {
      try BalanceOutput.write(result.balance, arguments.view)
    } else {
      try write(limited(result), whole: result)
    }
    if let trouble = result.trouble { throw CommandError(trouble) }
    let report = ScanReport(result: result, talk: arguments.talk, zone: arguments.view.zone)
    StandardOutput.writeError(report.diagnostics.text)
    if result.exitCode != 0 { throw ExitCode(result.exitCode) }
  }

  private func scan(_ catalogue: Catalogue, _ options: ScanOptions) -> ScanResult {
    let bar = ProgressBar(
      isAsked: arguments.talk.progress, isQuiet: arguments.talk.quiet,
      isTerminal: Terminal.isTerminal(STDERR_FILENO))
    defer { bar.finish() }
    return Scanner(catalogue: catalogue, options: options, progress: bar.update).scan()
  }

  /// The newest incidents, in the order of the whole answer.
  private func limited(_ result: ScanResult) -> ScanResult {
    guard let limit = arguments.limit, limit < result.incidents.count else { return result }
    let newest = Set(result.incidents.sorted(by: Incident.isNewer).prefix(limit).map(\.id))
    var limited = result
    limited.incidents = result.incidents.filter { newest.contains($0.id) }
    return limited
  }

  private func write(_ limited: ScanResult, whole: ScanResult) throws {
    switch arguments.view.output {
    case .table: try show(whole, .brief)
    case .text: try show(whole, .full)
    case .md where !whole.sources.isEmpty:
      try StandardOutput.write(IncidentMarkdown(view: view(whole, .full)).text)
    case .md: break
    case .json: try StandardOutput.stream { try IncidentJSON.write(limited, $0) }
    case .jsonl: try StandardOutput.stream { try JSONLines.write(limited, $0) }
    case .csv: try StandardOutput.stream { try IncidentCSV.write(limited.incidents, $0) }
    }
  }

  /// Where nothing was read there is nothing to show; the reasons are on standard error.
  private func show(_ result: ScanResult, _ detail: IncidentBlock.Detail) throws {
    guard !result.sources.isEmpty else { return }
    let (view, width) = (view(result, detail), Terminal.pageWidth())
    // Occurrences that are rows are too many for one page in memory.
    guard detail == .full, result.rows != nil else { return try arguments.view.show(view.page(width: width)) }
    try arguments.view.showLong(width: width) { view.add(to: &$0) }
  }

  private func view(_ result: ScanResult, _ detail: IncidentBlock.Detail) -> ScanView {
    ScanView(result, limit: arguments.limit, zone: arguments.view.zone, detail: detail)
  }
}
