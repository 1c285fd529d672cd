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
    let imported = try inventory("import", "contexts.csv", "admins.csv", "plesk.csv", "--as-of", "2022-05-17 10:00")
    #expect(imported.status == 0)
    #expect(imported.outputLines.first == "contexts.csv: 99 rows of contexts of Open-Xchange, as of 2022-05-17 10:00")
    let run = try inventory("report", "-o", form)
    #expect(run.status == 0)
    #expect(run.errors == "")
    try Golden.expect(run.output, is: "inventory/report-\(form)")
    #expect(try inventory("-o", form).output == run.output)
    #expect(try inventory("--exit-code").status == 1)
  }

  @Test func `whether subadmins have room is said of one, of several, and where nobody can tell`() throws {
    func page(_ contexts: String, _ admins: String) throws -> String {
      try directory.write("contexts.csv", contexts)
      try directory.write("admins.csv", "Id,Name,Displayname,Parent,Restrictions\n" + admins)
      _ = try inventory("import", "contexts.csv", "admins.csv")
      return try inventory().output
    }
    let (one, two) = ("41,c3,T,0,Subadmin.MaxContext=100\n", "42,c4,F,0,Subadmin.MaxContext=100\n")
    #expect(try page("id,name,lmappings\n1,c3_1,\n", one).contains("The subadmin with a limit has room"))
    #expect(try page("id,name,lmappings\n1,c3_1,\n", one + two).contains("All 2 subadmins with a limit have room"))
    let untold = try page("id,name,lmappings\n1,1,\n", one)
    #expect(untold.contains("How many contexts a subadmin has cannot be told") && !untold.contains("have room"))
    #expect(untold.contains("1 context without an owner"))
  }

  @Test func `bad rows are named, the others are taken, and the code tells`() throws {
    try directory.write("bad.csv", "id,name,lmappings\n1,one,m\nx,two,m\n3,three\n")
    let run = try inventory("import", "bad.csv")
    #expect(run.status == 65)
    #expect(run.output.hasPrefix("bad.csv: 1 row of contexts of Open-Xchange, 2 left out, as of "))
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

  @Test func `an incident's page says what the lists know of its subject`() throws {
    let database = ["--db", directory.path + "/case.db"]
    _ = try Program.run(["index", ScanCommandTests.story] + database)
    let id = try #require(
      try Program.run(["incidents", "-o", "csv"] + database).output.firstMatch(of: /OX-[0-9A-Z]+/)
    ).output.description
    #expect(try !Program.run(["show", id] + database).output.contains("LISTS"))
    try directory.write(
      "estate.csv",
      "host,domain,instance,customer\nplesk-06a,rosenberg.example,141,Rosa\nplesk-06a,other.example,7,Rosa\n")
    _ = try inventory("import", "contexts.csv", "estate.csv", "--as-of", "2000-01-01")
    let page = try Program.run(["show", id] + database).output
    #expect(page.contains("LISTS     rosenberg.example on plesk-06a, customer Rosa · in Plesk only"))
    try directory.write("late.csv", "id,name,lmappings,Owner\n300,reseller7_141,,reseller7\n")
    _ = try inventory("import", "late.csv", "--as-of", "2000-01-02")
    let later = try Program.run(["show", id] + database).output
    #expect(
      later.replacing(/\n +/, with: " ").contains(
        "context 300, reseller7_141 of reseller7 · on both sides · as of 2000-01-02 00:00"))
    // Lists that are older than the failure prove nothing.
    #expect(!later.contains("recovered"))
  }

  @Test func `a later list that has what failed to be made is evidence that it is there`() throws {
    let database = ["--db", directory.path + "/case.db"]
    func oxtail(_ arguments: String...) throws -> Program.Run { try Program.run(arguments + database) }
    func state(_ id: String) throws -> JSONValue {
      let list = try JSONValue(text: oxtail("show", id, "-o", "json").output).list("incidents")
      return try #require(list.first)
    }
    _ = try oxtail("index", ScanCommandTests.story)
    let id = try #require(try oxtail("incidents", "-o", "csv").output.firstMatch(of: /OX-[0-9A-Z]+/)).output.description
    #expect(try oxtail("todo").output.contains("rosenberg.example"))
    try directory.write("late.csv", "id,name,lmappings,Owner\n300,reseller7_141,,reseller7\n")
    // Standard input has no time of its own.
    let undated = try Program.run(
      ["inventory", "import", "-", "--name", "late.csv"] + database,
      input: Array("id,name,lmappings,Owner\n300,reseller7_141,,reseller7\n".utf8))
    #expect(undated.status == 0)
    #expect(try state(id)["recovered_by"]?.string == nil)
    let ahead = try inventory("import", "late.csv", "--as-of", "tomorrow")
    #expect(ahead.status == 64 && ahead.errors.contains("--as-of tomorrow: lies ahead"))
    _ = try inventory("import", "late.csv", "--as-of", "2024-01-01 10:00")
    let recovered = try state(id)
    #expect(recovered["state"]?.string == "recovered")
    #expect(recovered["recovered_by"]?.string == "inventory")
    #expect(recovered["recovered_at"]?.string == "2024-01-01T10:00:00.000Z")
    #expect(try oxtail("show", id).output.contains("recovered: lists as of 2024-01-01 10:00 show it"))
    let why = try oxtail("why", id).output
    #expect(why.contains("RECOVERY  imported lists show for every subject"), "\(why)")
    let traced = try oxtail("trace", "rosenberg.example").output
    #expect(traced.contains("as of 2024-01-01 10:00"), "\(traced)")
    let todo = try oxtail("todo")
    #expect(!todo.output.contains("rosenberg.example"))
    #expect(todo.errors.contains("1 other was done; it is left out"))
    // With a list of Plesk's that has it not, it is there and nobody's.
    try directory.write("estate.csv", "host,domain,instance,customer\nplesk-06a,elsewhere.example,7,Rosa\n")
    _ = try inventory("import", "estate.csv", "--as-of", "2024-01-01 10:00")
    #expect(try oxtail("todo").output.contains("It is there: adopt or delete it"))
    // Deriving anew keeps it, and a list without it takes it back.
    _ = try oxtail("index", ScanCommandTests.story)
    #expect(try state(id)["recovered_by"]?.string == "inventory")
    try directory.write("late.csv", "id,name,lmappings,Owner\n301,other_9,,reseller7\n")
    _ = try inventory("import", "late.csv", "--as-of", "2024-01-02 10:00")
    #expect(try state(id)["recovered_by"]?.string == nil)
  }

  @Test(
    arguments: [
      ("2024-01-01", "301,other_9,,pcust", true), ("2000-01-01", "301,other_9,,pcust", false),
      ("2024-01-01", "19,pcust_24,,pcust", false),
    ])
  func `a later list without what failed to be removed is evidence that it is gone`(
    asOf: String, row: String, isGone: Bool
  ) throws {
    let database = ["--db", directory.path + "/case.db"]
    try directory.write(
      "logs/panel.log",
      "[2021-12-19 13:58:02.439] 66792:61bf2c4a6b4e2 ERR [panel] Unable to remove application Open-Xchange on a.example: Non-zero exit status returned by script. Error stream: 'SoapFault exception: [HTTP] Forbidden in /opt/psa/var/apspackages/x/configure:12 context pcust_24'\n"
    )
    _ = try Program.run(["index", directory.path + "/logs"] + database)
    try directory.write("c.csv", "id,name,lmappings,Owner\n\(row)\n")
    #expect(try inventory("import", "c.csv", "--as-of", asOf).status == 0)
    let list = try JSONValue(text: Program.run(["incidents", "-o", "json"] + database).output).list("incidents")
    let incident = try #require(list.first)
    #expect(incident["operation"]?.string == "remove")
    let names = incident.list("occurrences").first?["subject"]
    try #require(names?["context_name"]?.string == "pcust_24", "\(String(describing: names))")
    #expect(incident["recovered_by"]?.string == (isGone ? "inventory" : nil))
  }
}
