import Foundation
import TestSupport
import Testing

@testable import oxtail

/// Reports as a user gets them, of a day at a hoster's.
struct ReportCommandTests {
  private static let index = Result {
    let directory = try TemporaryDirectory()
    _ = try Program.run(
      "index", "SampleLogs/tour", "SampleLogs/24-hostile-mailbox-name", "--db", directory.path + "/case.db")
    return directory
  }

  private func report(_ arguments: String...) throws -> Program.Run { try report(arguments) }

  private func report(_ arguments: [String]) throws -> Program.Run {
    try Program.run(["report", "--db", try Self.index.get().path + "/case.db"] + arguments)
  }

  /// The day of the newest record.
  private func day() throws -> String {
    let document = try JSONValue(text: report("--day", "-o", "json").output)
    return String(try #require(document["newest"]?.string).prefix(10))
  }

  /// A period in which everything lies.
  private static let always = ["-S", "2010-01-01", "-U", "2030-01-01"]

  private func always(_ arguments: String...) throws -> Program.Run { try always(arguments) }

  private func always(_ arguments: [String]) throws -> Program.Run {
    try Program.run(["report", "--db", try Self.index.get().path + "/case.db"] + Self.always + arguments)
  }

  @Test(arguments: ["text", "md", "csv", "json", "html"])
  func `the same index and period give the same bytes`(form: String) throws {
    let (first, second) = (try always("-o", form), try always("-o", form))
    #expect(first.status == 0)
    #expect(first.output.contains("OX-"))
    #expect(first.output == second.output)
    #expect(first.errors == "")
  }

  @Test(arguments: ["text", "md", "html"])
  func `an empty period says so and where something is`(form: String) throws {
    let run = try report("--day", "-S", "2040-05-17", "-o", form)
    #expect(run.status == 0)
    #expect(run.output.contains("No failed provisioning"))
    #expect(run.output.replacing("\\", with: "").contains(try day()))
  }

  @Test(arguments: [["--host", "ox1"], ["--host", "plesk-a"], ["--host", "nobody"], ["--subadmin", "nobody"]])
  func `a side was read, whatever the report is about`(filter: [String]) throws {
    let run = try Program.run(["report", "--db", try Self.index.get().path + "/case.db"] + Self.always + filter)
    #expect(run.status == 0)
    #expect(!run.output.contains("no log was ever read"), "\(run.output)")
  }

  @Test(arguments: [
    (["--host", "nobody"], "no log of host nobody was ever read"),
    (["--subadmin", "nobody"], "no failure and no list ever named subadmin nobody"),
    (["host:nob*dy"], "no log of host nob*dy was ever read"),
  ])
  func `a name that was never heard of is no good news`(filter: [String], words: String) throws {
    for form in ["text", "md", "html", "json", "csv"] {
      let run = try always(filter + ["-o", form])
      #expect(run.status == 0)
      #expect(run.errors == "oxtail: \(words)\n")
      #expect(!run.output.contains("No failed provisioning"))
      let text = run.output.replacing("\\", with: "").replacing(/\s+/, with: " ")
      if form != "csv", form != "json" { #expect(text.contains(words), "\(text)") }
    }
    let document = try JSONValue(text: always(filter + ["-o", "json"]).output)
    #expect(document.list("unheard").count == 1)
  }

  @Test func `a known host or subadmin without a failure is good news, also beside an unknown one`() throws {
    for filter in [["--host", "plesk-a"], ["--subadmin", "gruenwald"]] {
      let run = try report(["-S", "2040-05-17", "--day"] + filter)
      #expect(run.errors == "")
      #expect(run.output.contains("No failed provisioning in this period."), "\(run.output)")
      let beside = try report(["-S", "2040-05-17", "--day"] + filter + [filter[0], "nobody"])
      #expect(beside.errors.contains("nobody"))
      #expect(beside.output.contains("No failed provisioning in this period."))
    }
  }

  @Test func `a report in text fits 80 columns but for commands, and begins with what has to be done`() throws {
    let run = try always()
    for line in run.outputLines where !line.hasPrefix("      ") { #expect(displayWidth(line) <= 80, "\(line)") }
    let titles = run.outputLines.enumerated().filter { $1.hasPrefix("---") }.map { run.outputLines[$0.offset - 1] }
    #expect(titles.first == "Not Read")
    #expect(titles.dropFirst().first == "What To Do")
    #expect(titles.last == "Incidents")
    let problems = try always("--problems-first").outputLines
    let order = ["Incidents", "Grand Totals"].map { problems.firstIndex(of: Substring($0)) ?? -1 }
    #expect(order[0] < order[1])
  }

  // MARK: The page

  @Test func `the page is whole by itself, and its policy names what it holds`() throws {
    let page = try always("-o", "html").output
    #expect(page.hasPrefix("<!doctype html>"))
    for word in ["src=", "href=", "http:", "@import", "url(", " style=", " onclick"] {
      // Addresses in remedies are text.
      let places = page.replacing(/<pre>[^<]*<\/pre>/, with: "")
      #expect(!places.contains(word), "\(word)")
    }
    // As any browser computes it.
    #expect(ReportHTML.hash("") == "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
    let policy = try #require(page.firstMatch(of: /Content-Security-Policy content="([^"]*)"/)).output.1
    #expect(policy.contains("default-src &#39;none&#39;"))
    for (tag, directive) in [("style", "style-src"), ("script", "script-src")] {
      let start = try #require(page.firstRange(of: "<\(tag)>")).upperBound
      let end = try #require(page.firstRange(of: "</\(tag)>")).lowerBound
      #expect(policy.contains("\(directive) &#39;\(ReportHTML.hash(String(page[start..<end])))&#39;"), "\(tag)")
    }
  }

  @Test func `what a log holds is text on the page`() throws {
    let hostile: HTML = "<td title=\"\("\" onload='x'")\">\("<script>alert(1)</script>&\u{202E}")"
    #expect(hostile.string.contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;"))
    #expect(!hostile.string.contains("onload='"))
    #expect(!hostile.string.contains("\u{202E}"))
    let page = try always("-o", "html").output
    #expect(page.ranges(of: "<script").count == 1)
    #expect(page.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
  }

  @Test func `every chart has a text that tells the same`() throws {
    let page = try always("-o", "html").output
    let charts = page.matches(of: /<svg [^>]*>/).map { $0.output }
    #expect(!charts.isEmpty)
    for chart in charts { #expect(chart.contains("aria-label=\"") || chart.contains("aria-hidden=true"), "\(chart)") }
    #expect(page.contains("<summary>As a table</summary>"))
  }

  @Test func `a page of a thousand incidents stays small`() throws {
    // Of sixty causes, which is most that one estate shows in a month.
    let page = try always("-o", "html").output
    let incidents = page.matches(of: /<tr><td>OX-[^\n]*\n/).map { $0.output.utf8.count }
    let causes = page.matches(of: /<tr><td>[^<\n]*<p>[^\n]*\n/).map { $0.output.utf8.count }
    let tasks = page.matches(of: /<div class=task>(?s:.*?)<\/div>/).map { $0.output.utf8.count }
    #expect(incidents.count > 3 && causes.count > 3 && tasks.count > 3)
    let all = incidents + causes + tasks
    func bytes(of count: Int, _ pieces: [Int]) -> Int { count * pieces.reduce(0, +) / max(1, pieces.count) }
    let most = bytes(of: 1000, incidents) + bytes(of: 60, causes) + bytes(of: 60, tasks)
    #expect(page.utf8.count - all.reduce(0, +) + most < 150_000)
  }

  // MARK: Files

  @Test func `a file is made whole, for its owner alone, in the form that its name says`() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/week.html"
    let run = try always("--out", path)
    #expect(run.status == 0)
    #expect(run.output == "")
    #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("<!doctype html>"))
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["week.html"])
    #expect(try always("--out", directory.path + "/none/week.html").status == 73)
  }

  @Test(arguments: [
    ["--day", "--week"], ["-U", "2026-01-01"], ["--day", "-S", "2026-01-01", "-U", "2026-01-02"], ["-o", "pdf"],
  ])
  func `what contradicts is refused`(arguments: [String]) throws {
    #expect(try Program.run(["report"] + arguments).status == 64)
  }
}
