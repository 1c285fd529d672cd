import ArgumentParser
import Foundation
import IncidentStore
import LogPipeline
import OxtailService

/// A check for Nagios, Icinga and Checkmk.
struct NagiosCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nagios", abstract: "Be a monitoring plug-in: one line, performance data, exit code 0 to 3.",
    usage: "oxtail nagios [-w <n>] [-c <n>] [--max-age <length>] [<options>]",
    discussion: """
      Counts incidents that are new, open or regressed. One that everybody meets is critical by itself; so is a log that \
      ends too long ago, for a warning.

      EXAMPLES
        oxtail nagios --db /var/lib/oxtail/oxtail.db
        oxtail nagios -w 5 -c 20 --max-age 15min --owner ox-admin

      EXIT CODES
        0 OK   1 WARNING   2 CRITICAL   3 UNKNOWN
      """)

  @Option(name: [.customShort("w"), .long], help: ArgumentHelp("Warn from so many open incidents on.", valueName: "n"))
  var warning = 1

  @Option(name: [.customShort("c"), .long], help: ArgumentHelp("Critical from so many on.", valueName: "n"))
  var critical = 10

  @Option(
    help: ArgumentHelp("Warn where the newest record is older: 15min, 2h, 1d.", valueName: "length"))
  var maxAge = "1h"

  @OptionGroup(title: "What to count") var filters: FilterOptions
  @OptionGroup(title: "Index") var index: IndexOptions

  func run() throws {
    let check: NagiosCheck
    do {
      guard let ageMs = TimeArgument.length(maxAge[...]) else {
        throw CommandError.usage("--max-age \(maxAge)", "is no length of time", next: "write 15min, 2h or 1d")
      }
      let reader = try index.reader()
      let query = try filters.query(zone: .utc)
      check = try CommandError.wrapping { () throws(StoreError) in
        NagiosCheck(
          try reader.openCounts(query), unknown: try reader.rows.records(.suspected).count,
          newest: try reader.newestRecord(), now: Instant(ms: Int64(Date().timeIntervalSince1970 * 1000)),
          limits: .init(warning: warning, critical: critical, ageMs: ageMs))
      }
    } catch let error as CommandError {
      // What a plug-in says stands on standard output.
      try StandardOutput.write("OXTAIL UNKNOWN - \(error.line.string.dropFirst("oxtail: ".count))\n")
      throw ExitCode(3)
    }
    try StandardOutput.write(check.line.string + "\n")
    if check.status != .ok { throw ExitCode(check.status.rawValue) }
  }
}
