import LogPipeline
import OxtailService

/// What a scan says beside its results: errors, what was skipped and assumed, and that nothing was found.
struct ScanReport {
  let result: ScanResult
  let talk: TalkOptions
  let zone: ShownZone

  var diagnostics: Diagnostics {
    var diagnostics = Diagnostics()
    if talk.verbose { addSources(to: &diagnostics) }
    if !talk.quiet { addSkipped(to: &diagnostics) }
    addErrors(to: &diagnostics)
    if !talk.quiet {
      for note in result.notes { diagnostics.say(SafeText(note)) }
      addNothingFound(to: &diagnostics)
    }
    return diagnostics
  }

  // MARK: Read

  private func addSources(to diagnostics: inout Diagnostics) {
    for source in result.sources {
      diagnostics.say("read \(source.file): \(describe(source))")
    }
  }

  private func describe(_ source: SourceReport) -> SafeText {
    let format = source.layouts.isEmpty ? "no record" : source.layouts.joined(separator: ", ")
    let offset = source.offsetMinutes.map { IncidentDocument.Source.offset(minutes: $0) } ?? "?"
    var text: SafeText =
      "\(source.side.words) (\(format)), host \(source.host)\(source.isHostAssumed ? " (assumed)" : ""), UTC\(offset) (\(source.zone.rawValue)), \(SafeText.count(source.records, "record")), \(SafeText.size(source.bytes))"
    if source.unparsedBytes > 0 { text = "\(text), \(SafeText.size(source.unparsedBytes)) before the first record" }
    if source.droppedBytes > 0 { text = "\(text), \(SafeText.size(source.droppedBytes)) beyond limits dropped" }
    return text
  }

  // MARK: Skipped

  /// Files that a walk met and that are no logs are nobody's mistake: one line a reason.
  private func addSkipped(to diagnostics: inout Diagnostics) {
    let skipped = result.skipped.filter { $0.exitCode == 0 }
    if talk.verbose {
      for file in skipped { diagnostics.say("skipped \(file.file) (\(SafeText.size(file.bytes))): \(file.reason)") }
      return
    }
    let others = skipped.filter { !Self.isCalledLog($0) }
    for reason in others.map(\.reason).uniqued() {
      addGroup(others.filter { $0.reason == reason }, reason, to: &diagnostics)
    }
    addCalledLogs(skipped.filter(Self.isCalledLog), to: &diagnostics)
  }

  /// A file that is called a log and is not understood may be what the reader is looking for.
  private static func isCalledLog(_ file: SkippedFile) -> Bool {
    file.reason == "no known log" && name(file.file).contains(".log")
  }

  private static let calledLogsMax = 5

  private func addCalledLogs(_ files: [SkippedFile], to diagnostics: inout Diagnostics) {
    for file in files.prefix(Self.calledLogsMax) {
      diagnostics.say(
        "skipped \(file.file) (\(SafeText.size(file.bytes))): no known log; if it is one, say which: --as plesk or --as ox"
      )
    }
    let rest = files.count - Self.calledLogsMax
    if rest > 0 { diagnostics.say("skipped \(rest) more that are called logs; -v names all") }
  }

  private func addGroup(_ files: [SkippedFile], _ reason: String, to diagnostics: inout Diagnostics) {
    let size = SafeText.size(files.reduce(0) { $0 + $1.bytes })
    if files.count == 1 { return diagnostics.say("skipped \(files[0].file) (\(size)): \(reason)") }
    var counts: [String: Int] = [:]
    for file in files { counts[Self.name(file.file), default: 0] += 1 }
    let names = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { $0.value > 1 ? "\($0.key) (\($0.value))" as SafeText : SafeText($0.key) }
    diagnostics.say(
      "skipped \(files.count) files (\(size)), \(reason): \(SafeText.list(names, max: 3)); -v names all")
  }

  private static func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

  // MARK: Errors

  private func addErrors(to diagnostics: inout Diagnostics) {
    for file in result.skipped where file.exitCode != 0 {
      diagnostics.say(SafeText(joining: String(CommandError(file).line.string.dropFirst("oxtail: ".count))))
    }
  }

  // MARK: Nothing found

  private func addNothingFound(to diagnostics: inout Diagnostics) {
    guard result.incidents.isEmpty else { return }
    guard !result.sources.isEmpty else { return diagnostics.say("nothing was read") }
    let summary = ReadingSummary(result, zone: zone)
    diagnostics.say("no failed provisioning in \(summary.segments.joined(separator: ", "))")
    guard result.suspected.isEmpty else { return }
    let span =
      summary.span.map { "does \($0) cover the failure" as SafeText } ?? "have the logs any records"
    diagnostics.addDetail("If that surprises: \(span), is the log level at least error,")
    diagnostics.addDetail("and are both sides there (Plesk's panel.log, every node's open-xchange.log)?")
  }
}
