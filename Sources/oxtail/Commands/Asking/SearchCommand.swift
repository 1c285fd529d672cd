import ArgumentParser
import IncidentStore
import LogPipeline
import OxtailService

/// Finds records of the index.
struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Find records by words, properties and expressions, the oldest first.",
    usage: "oxtail search <term>... [-g <expression>] [-n <n>] [--raw] [<options>]",
    discussion: """
      Words are looked for in a record's message, its exceptions and the names in it; -g takes an expression for the \
      message and the exceptions, as grep -E has it. \(QueryOptions.terms) A record has no state.

      The index holds what matters for provisioning. --raw reads the logs themselves between two times, every record, \
      compressed logs too, from the bytes on where the index knows that time to be.

      EXAMPLES
        oxtail search 'already exists' domain:kunde.example
        oxtail search -g 'context [0-9]+ ' side:ox -S -1d -c
        oxtail search exceptionId -n 20 -r -o csv
        oxtail search 'already exists' -C 5          or --around 30s
        oxtail search --raw -S 08:30 -U 08:35 host:ox1

      EXIT CODES
        0 found          64 usage                  74 reading failed
        1 nothing found  66 no index, or log gone  77 permission denied
                         78 no index of oxtail, bad pattern
      """)

  @OptionGroup(title: "What to find") var asked: QueryOptions

  @Option(
    name: .customShort("g"), parsing: .unconditional,
    help: ArgumentHelp("An expression that has to match.", valueName: "expression"))
  var expression: String?

  @Flag(name: .customShort("i"), help: "Let -g ignore case.") var ignoresCase = false
  @Flag(name: .customShort("v"), help: "Find the records that -g does not match.") var isInverted = false
  @Flag(name: .customShort("c"), help: "Show how many there are.") var counts = false
  @Flag(name: .customShort("l"), help: "Show the files that hold them.") var listsFiles = false

  @OptionGroup(title: "Context") var context: SearchContext

  @Flag(help: "Read the logs themselves from --since on; words, -g, host: and side: narrow it.") var raw = false

  @Option(
    name: [.customShort("n"), .long], parsing: .unconditional,
    help: ArgumentHelp("Show the newest n only.", valueName: "n"))
  var limit: Int?

  @Flag(name: .shortAndLong, help: "Show the newest first.")
  var reverse = false

  @OptionGroup(title: "Patterns") var patterns: PatternOptions
  @OptionGroup(title: "Index") var index: IndexOptions
  @OptionGroup(title: "Output") var view: ViewOptions

  func validate() throws {
    if let limit, limit < 0 { throw ValidationError("-n expects a number of records, 0 or more; not \(limit)") }
    if counts, listsFiles { throw ValidationError("-c and -l exclude each other; give one of them") }
    if context.isAsked, raw || counts || listsFiles || ![.table, .text].contains(view.output) {
      throw ValidationError("context is shown around records of the index, as table or text only")
    }
    if expression == nil, isInverted { throw ValidationError("-v needs an expression; give one with -g") }
  }

  func run() throws {
    let query = try asked.query(zone: view.zone)
    if query.isEmpty, expression == nil {
      throw CommandError.usage(
        "search", "nothing to look for", next: "name a word, a key:value, a time or -g expression")
    }
    if query.conditions.contains(where: { $0.key == .state }) {
      throw CommandError.usage("state", "a record has no state", next: "`oxtail incidents state:…` lists incidents")
    }
    let reader = try index.reader()
    let matcher = try expression.map { text throws(CommandError) in
      try SearchExpression(text, ignoresCase: ignoresCase, isInverted: isInverted)
    }
    if raw { return try RawSearchView(command: self, query: query, matcher: matcher, reader: reader).run() }
    let found = try find(query, matcher, reader)
    if context.isAsked { try writeContext(found, reader) } else { try write(found, reader) }
    matcher?.sayUndecided()
    try reader.sayTrouble()
    if found.isEmpty, !counts {
      StandardOutput.writeError("oxtail: no such record in \(SafeText(reader.path).string)\n")
    }
    if found.isEmpty { throw ExitCode(1) }
  }

  // MARK: Finding

  private func find(_ query: Query, _ matcher: SearchExpression?, _ reader: IndexReader) throws -> [DatedEvent] {
    // Only who owns a cause stands in the catalogue.
    let needsCatalogue = query.conditions.contains { [.kind, .owner].contains($0.key) }
    let catalogue = needsCatalogue ? try patterns.catalogue(index.configuration.load()) : nil
    var found: [DatedEvent] = []
    try CommandError.wrapping { () throws(StoreError) in
      try reader.events(query, newestFirst: limit != nil || reverse) { event, text in
        if let limit, found.count >= limit { return false }
        guard try reader.admits(event, query, text: text, cause: { catalogue?.cause($0) }),
          matcher?.admits(text) ?? true
        else { return true }
        found.append(event)
        return true
      }
    }
    return limit != nil && !reverse ? found.reversed() : found
  }

  // MARK: Showing

  private func write(_ found: [DatedEvent], _ reader: IndexReader) throws {
    if counts { return try StandardOutput.write("\(found.count)\n") }
    if listsFiles {
      let files = Set(found.map(\.file)).sorted().map { SafeText($0).string + "\n" }
      return try StandardOutput.write(files.joined())
    }
    var document = try TraceDocument.made(asked.terms.joined(separator: " "), found, reader)
    document.schema = "oxtail.search/1"
    switch view.output {
    case .table where found.isEmpty, .text where found.isEmpty: return
    case .table, .text: try view.showLong(width: Terminal.pageWidth()) { page in add(found, reader, to: &page) }
    case .md:
      try StandardOutput.write(TraceMarkdown(subject: SafeText(document.subject), events: found, zone: view.zone).text)
    case .json: try StandardOutput.write(PlainJSON.text(document, isPretty: true) + "\n")
    case .jsonl: try StandardOutput.write(JSONLines.text(document))
    case .csv: try StandardOutput.write(TraceCSV.text(document))
    }
  }

  private func writeContext(_ found: [DatedEvent], _ reader: IndexReader) throws {
    let found = found.sorted { ($0.time, $0.row) < ($1.time, $1.row) }
    let stretches = try CommandError.wrapping { () throws(StoreError) in try context.stretches(found, reader) }
    try view.showLong(width: Terminal.pageWidth()) { page in
      for (index, stretch) in stretches.enumerated() {
        if index > 0 { page.add(SafeText("--").styled(.quiet)) }
        for line in stretch {
          var part = Page(width: page.width - 2)
          add([line.event], reader, to: &part)
          for (place, text) in part.lines.enumerated() {
            page.add((place == 0 && line.isHit ? StyledText("> ", .match) : StyledText.blanks(2)) + text)
          }
        }
      }
    }
  }

  private func add(_ found: [DatedEvent], _ reader: IndexReader, to page: inout Page) {
    for dated in found {
      let evidence = EvidenceView(
        evidence: Evidence(role: .support, event: dated), cause: dated.finding?.cause, zone: view.zone)
      page.add(evidence.head(width: page.width))
      page.add(ListedLine.lines(dated, reader, width: page.width))
      guard view.output == .text else {
        page.add(StyledText.blanks(2) + evidence.excerpt(width: page.width - 2))
        continue
      }
      page.add(SafeText(dated.event.summary.string).wrapped(to: page.width - 2).map { StyledText("  " + $0) })
      if let proof = evidence.hiddenProof {
        page.add(proof.wrapped(to: page.width - 2).map { StyledText("  " + $0, .match) })
      }
    }
  }
}
