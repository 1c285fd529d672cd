import TestSupport
import Testing

/// PHP shows 15 characters of a name in a stack; `trace` finds those records too, and says which they are.
struct CutNamesTests {
  private static func report(_ clock: String, _ domain: String, _ argument: String) -> String {
    """
    [2017-09-19 \(clock)] ERR [panel] Configuration of Open-Xchange for \(domain) failed: SoapFault exception: [soap:Server] No usable or suitable filestore found in /opt/psa/var/apspackages/a1/scripts/ox.php:61
    Stack trace:
    #0 /opt/psa/var/apspackages/a1/scripts/ox.php(214): OXContext->create('\(argument)', Object(Credentials))
    #1 {main}

    """
  }

  private func trace(_ subject: String, _ form: String = "text") throws -> Program.Run {
    let directory = try TemporaryDirectory()
    try directory.write(
      "logs/panel.log",
      Self.report("10:00:00", "whole.example", "pleskcustomer1_2467")
        + Self.report("10:10:00", "cut.example", "pleskcustomer1_...")
        + Self.report("10:20:00", "other.example", "otherpleskcust1..."))
    _ = try Program.run("index", directory.path + "/logs", "--db", directory.path + "/case.db")
    return try Program.run("trace", subject, "-o", form, "--db", directory.path + "/case.db")
  }

  @Test func `a name that was cut is found by its beginning, and marked`() throws {
    let run = try trace("pleskcustomer1_2467")
    #expect(run.status == 0)
    #expect(run.output.contains("whole.example") && run.output.contains("cut.example"))
    #expect(!run.output.contains("other.example"))
    let parts = run.output.split(separator: "cut by PHP to ‘pleskcustomer1_...’")
    try #require(parts.count == 2, "\(run.output)")
    #expect(parts[1].contains("panel.log:5") && !parts[1].contains("panel.log:1\n"))
  }

  @Test func `what PHP shows whole has no such beginning`() throws {
    let run = try trace("pleskcustomer1")
    #expect(!run.output.contains("cut by PHP"))
  }
}
