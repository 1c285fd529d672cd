import ArgumentParser
import IncidentStore
import LogPipeline
import OxtailService

/// Lists the values that a field of failures has.
struct ValuesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "values", abstract: "List the values of a field, with how many failures have each.",
    usage: "oxtail values <field> [<term>...] [-S <time>] [-n <n>] [<options>]",
    discussion: """
      Fields are \(Facet.allCases.map(\.rawValue).joined(separator: ", ")); hours and days are in UTC. \(QueryOptions.terms)

      EXAMPLES
        oxtail values subadmin
        oxtail values domain cause:limit.* -o csv

      EXIT CODES
        0 done               64 usage      77 permission denied
        1 none, --exit-code  66 no index   78 no index of oxtail
      """)

  @Argument(help: ArgumentHelp("The field.", valueName: "field"), completion: FacetArgument.completion)
  var field: String

  @OptionGroup(title: "What to count") var asked: QueryOptions

  @Option(
    name: [.customShort("n"), .long], parsing: .unconditional,
    help: ArgumentHelp("Show the first n only.", valueName: "n"))
  var limit: Int?

  @Flag(help: "End with 1 where there is no value.")
  var exitCode = false

  @OptionGroup(title: "Index") var index: IndexOptions
  @OptionGroup(title: "Output") var view: ViewOptions

  func validate() throws {
    if let limit, limit < 0 { throw ValidationError("-n expects a number of values, 0 or more; not \(limit)") }
  }

  func run() throws {
    let facet = try FacetArgument.facet(field)
    let query = try asked.query(zone: view.zone)
    let reader = try index.reader()
    let values = try CommandError.wrapping { () throws(StoreError) in
      try FacetView(facet, query, limit: limit, reader)
    }
    try FacetView.write([values], view, schema: "oxtail.values/1")
    guard values.counts.isEmpty else { return }
    let which = query.isEmpty && limit != 0 ? "no failure with a \(facet.rawValue)" : "no such failure"
    StandardOutput.writeError("oxtail: \(which) in \(SafeText(reader.path).string)\n")
    if exitCode { throw ExitCode(1) }
  }
}
