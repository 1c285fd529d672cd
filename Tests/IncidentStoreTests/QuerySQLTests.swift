import GRDB
import LogPipeline
import Testing

@testable import IncidentStore

struct QuerySQLTests {
  /// A combining mark behind a sign changes nothing of what the sign means to SQLite.
  @Test(arguments: [
    "%\u{301}", "_\u{301}", "\\\u{301}", "*\u{301}", "a*\u{301}b", "%", "_", "\\", "*", "a*b", "%\u{301}*_\u{301}",
  ])
  func `LIKE finds what the glob fits`(glob: String) throws {
    let glob = Glob(glob)
    let texts = [
      "%", "_", "\\", "*", "%\u{301}", "_\u{301}", "\\\u{301}", "*\u{301}", "x\u{301}", "\u{301}", "x", "", "AxB",
      "ax\u{301}b", "%\u{301}x_\u{301}",
    ]
    try DatabaseQueue().read { database in
      for text in texts {
        let isFound = try Bool.fetchOne(
          database, sql: "SELECT ? LIKE ? ESCAPE '\\'", arguments: [text, QuerySQL.pattern(glob)])
        #expect(isFound == glob.fits(text), "\(text)")
      }
    }
  }
}
