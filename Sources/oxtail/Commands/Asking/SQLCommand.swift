import ArgumentParser
import IncidentStore
import LogPipeline
import OxtailService

/// Answers SQL over the index's views.
struct SQLCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sql", abstract: "Answer one SELECT over the views of the index, which stays as it is.",
    usage: "oxtail sql '<select>' [-n <n>] [-o <form>] [--db <file>]",
    discussion: """
      Views: \(SQLConsole.views.joined(separator: ", ")). Times are UTC milliseconds in columns that end in _ms. A statement \
      may take five seconds.

      EXAMPLES
        oxtail sql "SELECT cause, count(*) FROM failures GROUP BY 1 ORDER BY 2 DESC"
        oxtail sql "SELECT * FROM incidents WHERE state = 'new'" -o json
        oxtail sql "SELECT file, line, text FROM events" -n 20

      EXIT CODES
        0 answered        66 no index   77 permission denied
        64 usage, no SQL  74 too long   78 no index of oxtail
      """)

  /// Rows beyond these are left out, and that is said.
  private static let rowsMax = 10_000
  private static let secondsMax = 5

  @Argument(help: ArgumentHelp("The statement.", valueName: "select"))
  var statement: String

  @Option(
    name: [.customShort("n"), .long], parsing: .unconditional,
    help: ArgumentHelp("Show n rows at most; 10,000 by default.", valueName: "n"))
  var limit = Self.rowsMax

  @OptionGroup(title: "Index") var index: IndexOptions
  @OptionGroup(title: "Output") var view: ViewOptions

  func validate() throws {
    if limit < 0 { throw ValidationError("-n expects a number of rows, 0 or more; not \(limit)") }
  }

  func run() throws {
    let path = try index.reader().path
    let end = ContinuousClock.now + .seconds(Self.secondsMax)
    let console = try CommandError.wrapping { () throws(StoreError) in
      try SQLConsole(path: path) { ContinuousClock.now > end }
    }
    var (columns, rows, isCut): ([String], [[SQLConsole.Value]], Bool) = ([], [], false)
    do {
      try console.ask(
        statement, columns: { columns = $0 },
        row: { row in
          isCut = rows.count == limit
          if !isCut { rows.append(row) }
          return !isCut
        })
    } catch let error as SQLConsoleError {
      throw Self.commandError(error)
    }
    try SQLView(columns: columns, rows: rows).write(view)
    if isCut, limit > 0 { StandardOutput.writeError("oxtail: there are more rows; -n shows more\n") }
  }

  private static func commandError(_ error: SQLConsoleError) -> CommandError {
    switch error.code {
    case .wrong: .usage("sql", "\(error.message)", next: "see `oxtail sql --help` for the views")
    case .refused:
      .usage("sql", "\(error.message)", next: "only one SELECT over views is answered; see `oxtail sql --help`")
    case .tooMuch:
      CommandError("sql", "\(error.message)", next: "ask for less: a shorter time, fewer columns", exitCode: 74)
    }
  }
}
