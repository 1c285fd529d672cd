import TestSupport
import Testing

@testable import oxtail

struct InventoryCommandTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
    let contexts = (1...97).map { "\($0),c3_\($0),,c3\n" }.joined()
    try directory.write(
      "contexts.csv",
      "id,name,lmappings,Owner\n" + contexts
        + "119,c1_24,\"c1_24,BRANDING||24||webmail.a.example\",c1\n120,120,ghost.example,\n")
    try directory.write(
      "admins.csv", "Id,Name,Displayname,Parent,Restrictions\n41,c3,Third,0,Subadmin.MaxContext=100\n39,c1,First,0,\n")
    let domains = (1...97).map { "p2,d\($0).example,\($0),,Bert\n" }.joined()
    try directory.write(
      "plesk.csv", "host,domain,instance,mailbox,customer\np1,a.example,24,,Anna\np1,lost.example,26,,Anna\n" + domains)
  }

  private func inventory(_ arguments: String...) throws -> Program.Run {
    try Program.run(["inventory"] + arguments + ["--db", directory.path + "/case.db"], in: directory.path)
  }

  @Test(arguments: ["table", "text", "json", "jsonl", "csv", "md"])
  func `the lists of both sides say what they said`(form: String) throws {
    let imported = try inventory("import", "contexts.csv", "admins.csv", "plesk.csv")
    #expect(imported.status == 0)
    #expect(imported.outputLines.first == "contexts.csv: 99 rows of contexts of Open-Xchange")
    let run = try inventory("report", "-o", form)
    #expect(run.status == 0)
    #expect(run.errors == "")
    try Golden.expect(run.output, is: "inventory/report-\(form)")
    #expect(try inventory("-o", form).output == run.output)
    #expect(try inventory("--exit-code").status == 1)
  }

  @Test func `bad rows are named, the others are taken, and the code tells`() throws {
    try directory.write("bad.csv", "id,name,lmappings\n1,one,m\nx,two,m\n3,three\n")
    let run = try inventory("import", "bad.csv")
    #expect(run.status == 65)
    #expect(run.output == "bad.csv: 1 row of contexts of Open-Xchange, 2 left out\n")
    #expect(
      run.errors == """
        oxtail: bad.csv:3: left out: the id 'x' is no number
        oxtail: bad.csv:4: left out: 2 cells, but the header has 3

        """)
  }

  @Test(
    arguments: [
      (["report"], 66 as Int32), (["import", "nowhere.csv"], 66), (["import"], 64),
      (["import", "x", "--column", "host"], 64),
    ] as [([String], Int32)])
  func `what cannot be done ends with its code`(arguments: [String], status: Int32) throws {
    let run = try Program.run(["inventory"] + arguments + ["--db", directory.path + "/none.db"], in: directory.path)
    #expect(run.status == status)
    #expect(run.errors.hasPrefix("oxtail: "))
  }

  @Test func `an index without any list says how to get one`() throws {
    _ = try inventory("import", "admins.csv")
    let run = try inventory()
    #expect(run.output.contains("The sides are not compared"))
  }
}
