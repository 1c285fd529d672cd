import Foundation
import TestSupport
import Testing

@testable import oxtail

/// What other programs are given: `export`, `watch` and `sample`.
struct ExportCommandTests {
  private static let index = Result {
    let directory = try TemporaryDirectory()
    _ = try Program.run("index", "SampleLogs/tour", "--db", directory.path + "/case.db")
    return directory
  }

  private func oxtail(_ arguments: String...) throws -> Program.Run {
    try Program.run(arguments + ["--db", try Self.index.get().path + "/case.db"])
  }

  private func lines(_ run: Program.Run) throws -> [JSONValue] {
    try run.outputLines.map { try JSONValue(text: String($0)) }
  }

  @Test func `every form has the same incidents and the same records`() throws {
    let incidents = try JSONValue(text: oxtail("incidents", "-o", "json").output).list("incidents")
    let ids = Set(incidents.compactMap { $0["id"]?.string })
    #expect(Set(try lines(oxtail("export", "incidents")).compactMap { $0["id"]?.string }) == ids)
    func otlp(_ what: String) throws -> [JSONValue] {
      try lines(oxtail("export", what, "-o", "otlp-json")).flatMap { $0.list("resourceLogs") }
        .flatMap { $0.list("scopeLogs") }.flatMap { $0.list("logRecords") }
    }
    let logged = try otlp("incidents").flatMap { $0.list("attributes") }.filter {
      $0["key"]?.string == "oxtail.incident"
    }
    #expect(Set(logged.compactMap { $0["value"]?["stringValue"]?.string }) == ids)
    let events = try lines(oxtail("export", "events"))
    #expect(events.count > 10)
    #expect(try otlp("events").count == events.count)
    #expect(try oxtail("export", "events", "-o", "csv").outputLines.count == events.count + 1)
    #expect(
      try otlp("events").allSatisfy {
        ($0["timeUnixNano"]?.string?.count ?? 0) == 19 && ($0["severityNumber"]?.int ?? 0) > 0
      })
    #expect(
      try oxtail("export", "events", "side:plesk").outputLines.count == events.count { $0["side"]?.string == "plesk" })
  }

  /// Prometheus' text form, as promtool reads it.
  @Test func `metrics are lines of a name, labels and a number, and a file for everybody`() throws {
    let run = try oxtail("export", "metrics")
    for line in run.outputLines where !line.hasPrefix("# ") {
      #expect(line.wholeMatch(of: /[a-z_]+(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? \d+/) != nil, "\(line)")
    }
    let incidents = try JSONValue(text: oxtail("incidents", "-o", "json").output).list("incidents").count
    let sum = run.outputLines.filter { $0.hasPrefix("oxtail_incidents{") }.reduce(0) {
      $0 + (Int($1.split(separator: " ").last ?? "") ?? 0)
    }
    #expect(sum == incidents)
    let directory = try TemporaryDirectory()
    let path = directory.path + "/oxtail.prom"
    #expect(try oxtail("export", "metrics", "--out", path).status == 0)
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o644)
    #expect(try oxtail("export", "metrics", "-o", "csv").status == 64)
    #expect(try oxtail("export", "nothing").status == 64)
  }

  /// A domain that failed.
  private func subject() throws -> String {
    try #require(
      try JSONValue(text: oxtail("incidents", "-o", "json").output).list("incidents").lazy
        .flatMap { $0.list("occurrences") }.compactMap { $0["subject"]?["domain"]?.string }.first)
  }

  @Test func `what is watched begins with what is there`() throws {
    let subject = try subject()
    let run = try oxtail("watch", subject, "--for", "0s")
    #expect(run.status == 0 && !run.output.isEmpty && run.errors.isEmpty)
    #expect(
      try oxtail("watch", "nobody.example", "--for", "0s").errors.contains("nothing speaks of nobody.example yet"))
    #expect(try oxtail("watch", subject, "--for", "soon").status == 64)
    #expect(try oxtail("watch", subject, "--for", "0s", "-o", "text").output == run.output)
    #expect(try oxtail("watch", subject, "--for", "0s", "-o", "json").status == 64)
    #expect(try !oxtail("watch", "--help").output.contains("json"))
  }

  @Test func `watching ends silently when nobody reads it any more`() throws {
    let database = try Self.index.get().path + "/case.db"
    let watch = "{ timeout 120 \"$oxtail\" watch \(try subject()) --db \(database); echo \"status $?\" >&2; }"
    let run = try Program.run(
      [], environment: ["oxtail": Program.path], program: watch + " | head -1", launcher: ["/bin/sh", "-c"])
    #expect(run.output.split(separator: "\n").count == 1)
    #expect(run.errors == "status 141\n")
  }

  @Test func `a record's form has no name and no number of it`() throws {
    let record =
      "[2026-05-17 08:33:19.247] 4711:66f0a ERR [panel] Unable to install application Open-Xchange on rosenberg.example: password=geheim99 für Müller"
    let run = try Program.run("sample", record)
    #expect(run.status == 0)
    #expect(run.output.contains("ERR [panel] Unable to install application Open-Xchange on "))
    #expect(run.output.hasPrefix("[9999-99-99 99:99:99.999] 9999:99x9x "))
    for word in ["rosenberg", "geheim", "Müller", "2026", "4711"] { #expect(!run.output.contains(word), "\(word)") }
    #expect(try Program.run("sample", "-", input: "a\nB1 secretname\n").output == "a\nX9 xxxxxxxxxx\n")
    #expect(try Program.run("sample", "").status == 64)
  }
}
