import LogPipeline
import OxtailService
import Testing

@testable import oxtail

/// It is 2026-05-17, 10:30 UTC, 12:30 in Berlin.
struct TimeArgumentTests {
  private static let now = Instant(ms: CivilTime(year: 2026, month: 5, day: 17, hour: 10, minute: 30)?.localMs ?? 0)

  private func time(_ text: String, zone: String = "Europe/Berlin") -> String? {
    TimeArgument(now: Self.now, zone: ZoneTable.zone(named: zone)?.rule ?? .utc).instant(text)?.iso8601
  }

  @Test(
    arguments: [
      ("now", "2026-05-17T10:30:00.000Z"), ("today", "2026-05-16T22:00:00.000Z"),
      ("yesterday", "2026-05-15T22:00:00.000Z"), ("tomorrow", "2026-05-17T22:00:00.000Z"),
      ("-1h", "2026-05-17T09:30:00.000Z"), ("+30min", "2026-05-17T11:00:00.000Z"),
      ("2 hours ago", "2026-05-17T08:30:00.000Z"), ("1d 12h ago", "2026-05-15T22:30:00.000Z"),
      ("3 Days Ago", "2026-05-14T10:30:00.000Z"), ("-1w", "2026-05-10T10:30:00.000Z"),
      ("2026-05-17", "2026-05-16T22:00:00.000Z"), ("2026-01-17 08:30", "2026-01-17T07:30:00.000Z"),
      ("2026-05-17T08:30:15.5Z", "2026-05-17T08:30:15.500Z"), ("2026-05-17 08:30 UTC", "2026-05-17T08:30:00.000Z"),
      ("2026-05-17T08:30+0200", "2026-05-17T06:30:00.000Z"), ("2026-05-17T08:30:00-03:30", "2026-05-17T12:00:00.000Z"),
      ("08:30", "2026-05-17T06:30:00.000Z"), ("8:30:05", "2026-05-17T06:30:05.000Z"),
      ("@1448668800", "2015-11-28T00:00:00.000Z"), ("7d", "2026-05-10T10:30:00.000Z"),
      ("36h", "2026-05-15T22:30:00.000Z"), (" 1 hour 30min ", "2026-05-17T09:00:00.000Z"),
    ])
  func `a time is read as it is written`(text: String, expected: String) {
    #expect(time(text) == expected)
  }

  @Test(
    arguments: [
      "", "soon", "7", "d", "7x", "7d 8", "-", "- 1", "ago", "5 fortnights ago", "2026-13-01", "2026-02-30",
      "2026-05-17T25:00", "24:00",
      "08:60", "@", "17.05.2026", "2026-05",
    ])
  func `what is no time is refused`(text: String) {
    #expect(time(text) == nil)
  }
}

struct TermRewritingTests {
  @Test(
    arguments: [
      (["incidents", "-owner:me", "-S", "-1h", "-n", "5"], ["incidents", "!owner:me", "-S", "-1h", "-n", "5"]),
      (["incidents", "-domian:x"], ["incidents", "!domian:x"]),
      (["-o", "json", "--db", "a:b"], ["-o", "json", "--db", "a:b"]),
      (["search", "--", "-owner:me"], ["search", "--", "-owner:me"]), (["-v", "a:b"], ["-v", "a:b"]),
      (["trace", "-225208343-74"], ["trace", "--", "-225208343-74"]), (["-225208343-74"], ["--", "-225208343-74"]),
      (["trace", "-1-2", "-o", "json"], ["trace", "-o", "json", "--", "-1-2"]),
      (["explain", "-o", "md", "id", "-1-2", "not", "-"], ["explain", "-o", "md", "id", "--", "-1-2", "not", "-"]),
      (
        ["search", "a", "-1-2", "-n", "1", "-3-4", "--", "-x"], ["search", "a", "-n", "1", "--", "-1-2", "-3-4", "-x"]
      ),
      (["search", "-g", "-1-2", "-S", "-1h"], ["search", "-g", "-1-2", "-S", "-1h"]),
      (
        ["search", "-ig", "-1-2", "--since", "-1-2", "-U", "-1-2"],
        ["search", "-ig", "-1-2", "--since", "-1-2", "-U", "-1-2"]
      ),
      (["search", "-n", "-1"], ["search", "-n", "-1"]), (["search", "-n", "-1-2"], ["search", "-n", "-1-2"]),
      (["trace", "-1-2-3"], ["trace", "-1-2-3"]),
    ])
  func `a term with a minus is no option`(arguments: [String], rewritten: [String]) {
    #expect(TermRewriting.rewritten(arguments) == rewritten)
  }
}
