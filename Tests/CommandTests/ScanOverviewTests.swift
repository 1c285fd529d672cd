import TestSupport
import Testing

@testable import oxtail

/// What holds of the table form of whatever is scanned.
struct ScanOverviewTests {
  @Test(arguments: Story.all, [OutputFormat.table, .text])
  func `every line of a story fits 80 columns unless it is there to be copied`(story: Story, form: OutputFormat) throws
  {
    let run = try Program.run("scan", "SampleLogs/" + story.name, "-o", form.rawValue)
    #expect(run.outputLines.count > 15)
    #expect(tooWide(run, width: 80) == [])
  }

  @Test(arguments: [40, 60, 100, 120])
  func `other widths are kept too`(width: Int) throws {
    for form in [OutputFormat.table, .text] {
      let run = try Program.run(
        ["scan", "SampleLogs", "-q", "-o", form.rawValue], environment: ["COLUMNS": "\(width)"])
      #expect(tooWide(run, width: width) == [])
    }
  }

  /// Commands below CHECK, FIX and NEXT and addresses below LINKS are never broken; remarks are.
  private func tooWide(_ run: Program.Run, width: Int) -> [String] {
    var isCopied = false
    return run.outputLines.compactMap { line in
      if !line.hasPrefix("  ") { isCopied = ["CHECK", "FIX", "NEXT", "LINKS"].contains(line) }
      let isWhole = isCopied && !line.hasPrefix("  #")
      return displayWidth(line) > width && !isWhole ? String(line) : nil
    }
  }

  @Test(arguments: [60, 80, 100])
  func `an exceptionId behind what a record says is shown whole`(width: Int) throws {
    let directory = try TemporaryDirectory()
    try directory.write(
      "panel.log",
      """
      [2023-05-17 10:00:00] ERR [panel] Unable to install application Open-Xchange on quitte.example: Non-zero exit status \
      returned by script. Output stream: ''. Error stream: 'SoapFault exception: [soap:Server] No usable or suitable \
      filestore found; exceptionId -1157930287-8 in /opt/psa/var/apspackages/open-xchange/scripts/configure:214'

      """)
    let run = try Program.run(["scan", "panel.log", "-q"], environment: ["COLUMNS": "\(width)"], in: directory.path)
    let excerpt = try #require(run.outputLines.first { $0.contains("suitable") && !$0.contains("grep") })
    #expect(displayWidth(excerpt) <= width)
    // The shortest has no room for both: what was recognised comes first.
    #expect(excerpt.contains("; exceptionId -1157930287-8") == (width >= 80), "\(excerpt)")
  }

  @Test func `the overview has one row an incident, the newest first`() throws {
    let run = try Program.run("scan", "SampleLogs", "-q")
    let incidents = try JSONValue(text: try Program.run("scan", "SampleLogs", "-q", "-o", "json").output)
      .list("incidents")
    let rows = run.outputLines.drop { !$0.hasPrefix("ID ") }.dropFirst().prefix { !$0.isEmpty }
    #expect(rows.count == incidents.count)
    #expect(rows.count >= 20)
    #expect(Set(rows.map { $0.prefix { $0 != " " } }) == Set(incidents.compactMap { $0["id"]?.string }.map { $0[...] }))
    let times = rows.compactMap { $0.firstMatch(of: /\d{4}-\d\d-\d\d \d\d:\d\d/)?.output }
    #expect(times.count == rows.count)
    #expect(times == times.sorted(by: >))
    // Each incident is told below, in the order of the rows.
    let told = run.outputLines.drop { !$0.hasPrefix("─") }.filter { $0.hasPrefix("OX-") }
    #expect(told.map { $0.prefix { $0 != " " } } == rows.map { $0.prefix { $0 != " " } })
  }

  @Test func `no line ends in blanks, and no control character comes out`() throws {
    for form in [OutputFormat.table, .text, .csv] {
      let run = try Program.run("scan", "SampleLogs", "-q", "-o", form.rawValue)
      #expect(run.outputLines.filter { $0.hasSuffix(" ") } == [])
      #expect(!run.output.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || (0x7F...0x9F).contains($0.value) })
    }
  }

  @Test func `the number of failures is that of the occurrences`() throws {
    let json = try JSONValue(text: try Program.run("scan", "SampleLogs", "-q", "-o", "json").output)
    let failures = json.list("incidents").reduce(0) { $0 + $1.list("occurrences").count }
    let table = try Program.run("scan", "SampleLogs", "-q").output
    #expect(
      table.contains("FOUND     \(json.list("incidents").count) incidents, \(failures) failures · newest first\n"))
    let csv = try Program.run("scan", "SampleLogs", "-q", "-o", "csv").outputLines
    #expect(csv.count == failures + 1)
  }

  @Test func `no password of any story comes out in any form`() throws {
    for form in OutputFormat.allCases {
      #expect(try !Program.run("scan", "SampleLogs", "-v", "-o", form.rawValue).output.contains("Canary"))
    }
  }
}
