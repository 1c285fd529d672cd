import ArgumentParser
import IncidentStore
import LogPipeline
import OxtailService

/// Counts failures.
struct StatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats", abstract: "Count failures by cause, domain, host, day or whatever else they have.",
    usage: "oxtail stats [--by <field>] [<term>...] [-S <time>] [-n <n>] [<options>]",
    discussion: """
      Fields are \(Facet.allCases.map(\.rawValue).joined(separator: ", ")); hours and days are in UTC. \(QueryOptions.terms)

      EXAMPLES
        oxtail stats -S -7d
        oxtail stats --by hour cause:transport.* -S yesterday -U today
        oxtail stats --by subadmin -o csv

      EXIT CODES
        0 done               64 usage      77 permission denied
        1 none, --exit-code  66 no index   78 no index of oxtail
      """)

  @Option(
    help: ArgumentHelp("Count by this; several, one below the other (repeatable).", valueName: "field"),
    completion: FacetArgument.completion)
  var by: [String] = []

  @OptionGroup(title: "What to count") var asked: QueryOptions

  @Option(
    name: [.customShort("n"), .long], parsing: .unconditional,
    help: ArgumentHelp("Show so many values of each; 10 by default.", valueName: "n"))
  var limit = 10

  @Flag(
    name: .customLong("balance"),
    help: "Show instead whether every failed answer and error of provisioning is somewhere.")
  var isBalance = false

  @Flag(help: "End with 1 where nothing is counted.")
  var exitCode = false

  @OptionGroup(title: "Index") var index: IndexOptions
  @OptionGroup(title: "Output") var view: ViewOptions

  func validate() throws {
    if limit < 0 { throw ValidationError("-n expects a number of values, 0 or more; not \(limit)") }
    if isBalance { try BalanceOutput.validate(view) }
  }

  func run() throws {
    if isBalance { return try showBalance() }
    let facets = by.isEmpty ? [.cause, .domain, .host, .day] : try by.map(FacetArgument.facet)
    let query = try asked.query(zone: view.zone)
    let reader = try index.reader()
    let stats = try facets.map { facet in
      try CommandError.wrapping { () throws(StoreError) in
        try FacetView(facet, query, limit: limit, reader)
      }
    }
    try FacetView.write(stats, view, schema: "oxtail.stats/1")
    guard stats.allSatisfy(\.counts.isEmpty) else { return }
    StandardOutput.writeError("oxtail: no such failure in \(SafeText(reader.path).string)\n")
    if exitCode { throw ExitCode(1) }
  }

  private func showBalance() throws {
    let reader = try index.reader()
    guard let balance = try CommandError.wrapping({ () throws(StoreError) in try reader.balance() }) else {
      throw CommandError(
        SafeText(reader.path), "holds no answer yet", next: "read logs into it with oxtail index", exitCode: 66)
    }
    try BalanceOutput.write(balance, view)
  }
}
