import Foundation
import TestSupport
import Testing

@testable import oxtail

/// Once lists were imported, every view that shows a subject names it as they do.
struct ListedNamesTests {
  /// Plesk knows a domain, Open-Xchange a context of it; a record names no more than the context's number.
  private static let index = Result {
    let directory = try TemporaryDirectory()
    try directory.write(
      "logs/plesk1/panel.log",
      """
      [2022-05-17 08:33:19] ERR [panel] Unable to configure application Open-Xchange on p.example: SoapFault exception: [soap:Server] Context 19 does not exist; exceptionId 187462039-141
      [2022-05-17 08:40:00] ERR [panel] Configuration of Open-Xchange for other.example failed: SoapFault exception: [HTTP] Forbidden

      """)
    try directory.write(
      "logs/ox1/open-xchange.log",
      """
      2022-05-17 08:33:19,606 ERROR [http-1] com.openexchange.admin.soap.context.OXContextServicePortTypeImpl.change(OXContextServicePortTypeImpl.java:200)
      com.openexchange.admin.rmi.exceptions.NoSuchContextException: Context 19 does not exist; exceptionId 187462039-141

      """)
    try directory.write(
      "contexts.csv", "id,name,lmappings,Owner\n19,anna_24,\"anna_24,BRANDING||24||webmail.a.example\",7\n")
    try directory.write("admins.csv", "Id,Name,Displayname,Parent,Restrictions\n7,resanna,First,0,\n")
    try directory.write(
      "plesk.csv",
      "host,domain,instance,customer\nplesk1,p.example,24,Anna Amsel\nplesk1,other.example,26,Bert Buchfink\n")
    let db = directory.path + "/case.db"
    _ = try Program.run(["index", directory.path + "/logs", "--db", db])
    _ = try Program.run(
      ["inventory", "import", "contexts.csv", "admins.csv", "plesk.csv", "--db", db], in: directory.path)
    return directory
  }

  private func run(_ arguments: String...) throws -> String {
    let run = try Program.run(arguments + ["--db", try Self.index.get().path + "/case.db"])
    #expect(run.errors == "", "\(arguments)")
    return run.output
  }

  /// The incident whose page holds a word.
  private func id(_ word: String) throws -> String {
    try #require(try run("incidents", word, "-o", "csv").firstMatch(of: /OX-[0-9A-Z]+/)).output.description
  }

  private static let views: [[String]] = [
    ["incidents", "other.example", "-o", "text"], ["incidents", "other.example", "-o", "json"],
    ["incidents", "other.example", "-o", "csv"], ["incidents", "other.example", "-o", "md"],
    ["incidents", "other.example", "-o", "jsonl"],
    ["search", "other.example"], ["search", "other.example", "-o", "text"], ["search", "other.example", "-C", "2"],
    ["search", "other.example", "-o", "json"], ["search", "other.example", "-o", "csv"],
    ["search", "other.example", "-o", "jsonl"],
    ["values", "domain"], ["values", "domain", "-o", "json"], ["values", "domain", "-o", "csv"],
    ["values", "domain", "-o", "md"], ["stats", "--by", "domain"], ["stats", "--by", "domain", "-o", "json"],
    ["todo"], ["todo", "-o", "csv"], ["todo", "-o", "json"], ["todo", "-o", "md"],
    ["trace", "other.example"], ["trace", "other.example", "-o", "json"], ["trace", "other.example", "-o", "csv"],
    ["watch", "other.example", "--for", "0s"],
    ["export", "incidents"], ["export", "incidents", "-o", "csv"], ["export", "events"],
    ["export", "events", "-o", "csv"], ["export", "events", "-o", "otlp-json"],
    ["report", "--day", "-S", "2022-05-17"], ["report", "--day", "-S", "2022-05-17", "-o", "html"],
    ["report", "--day", "-S", "2022-05-17", "-o", "md"], ["report", "--day", "-S", "2022-05-17", "-o", "json"],
  ]

  @Test(arguments: views) func `a view names the customer of a domain`(arguments: [String]) throws {
    let run = try Program.run(arguments + ["--db", try Self.index.get().path + "/case.db"])
    #expect(run.output.contains("Bert Buchfink"), "\(run.output)\(run.errors)")
  }

  /// What a view says of the failure in whose records no more stands than a domain and a number.
  private static let askedFor: [[String]] = [
    ["incidents", "context:anna_24"], ["incidents", "subadmin:resanna"], ["incidents", "customer:Anna Amsel"],
    ["incidents", "customer:anna*", "--open"], ["search", "context:anna_24"], ["search", "subadmin:resanna"],
    ["search", "customer:Anna Amsel"], ["values", "cause", "subadmin:resanna"],
    ["stats", "--by", "cause", "customer:Anna Amsel"], ["trace", "anna_24"], ["trace", "resanna"],
    ["trace", "anna amsel"], ["todo", "--subadmin", "resanna"],
    ["report", "--day", "-S", "2022-05-17", "--subadmin", "resanna"],
    ["export", "events", "customer:Anna Amsel"],
  ]

  @Test(arguments: askedFor) func `a name that a view shows finds what it is shown for`(arguments: [String]) throws {
    let run = try Program.run(arguments + ["--db", try Self.index.get().path + "/case.db"])
    #expect(run.status == 0, "\(run.errors)")
    let isFound = ["context.missing", "Context 19 does not exist", "p.example"].contains { run.output.contains($0) }
    #expect(isFound, "\(run.output)")
    #expect(!run.output.contains("other.example") && !run.output.contains("Forbidden"), "\(run.output)")
  }

  @Test(arguments: [("context", "anna_24"), ("subadmin", "resanna"), ("customer", "Anna Amsel")])
  func `values are the names that views show`(field: String, name: String) throws {
    #expect(try run("values", field).contains(name))
    #expect(try run("stats", "--by", field, "-o", "csv").contains("\(field),\(name),1,1,"))
  }

  @Test(arguments: ["show", "why"]) func `an incident's page names its subject`(command: String) throws {
    let id = try id("other.example")
    #expect(try run(command, id).contains("customer Bert Buchfink"))
    let json = try run(command, id, "-o", "json")
    #expect(json.contains(#""customer":"Bert Buchfink""#) || json.contains(#""customer" : "Bert Buchfink""#))
  }

  @Test func `a context's number becomes its name, its subadmin and its customer, and JSON says whence`() throws {
    let text = try run("show", try id("p.example"), "-o", "json")
    let incident = try #require(try JSONValue(text: text).list("incidents").first)
    let subject = try #require(incident.list("occurrences").first?["subject"])
    #expect(subject["context_id"] == .number(19.0))
    #expect(subject["context_name"]?.string == "anna_24")
    #expect(subject["subadmin"]?.string == "resanna")
    #expect(subject["customer"]?.string == "Anna Amsel")
    #expect(subject.list("listed").compactMap(\.string) == ["context_name", "customer", "subadmin"])
    let page = try run("show", try id("p.example"), "-o", "text")
    #expect(page.contains("p.example · context anna_24 · subadmin resanna · customer Anna Amsel"), "\(page)")
    #expect(!page.contains("context id 19 ·"))
  }

  @Test func `a bundle has pseudonyms for what lists say as well`() throws {
    let ids = [try id("p.example"), try id("other.example")]
    let directory = try Self.index.get().path
    let text = try run("bundle", ids[0], ids[1], "--map", directory + "/map.csv")
    for name in ["Buchfink", "Amsel", "anna_24", "resanna", "other.example", "p.example", "plesk1"] {
      #expect(!text.contains(name), "\(name)")
    }
    #expect(text.contains("customer customer-2") && text.contains("subadmin reseller-1"), "\(text)")
    #expect(try String(contentsOfFile: directory + "/map.csv", encoding: .utf8).contains("customer-2,Bert Buchfink"))
  }

  @Test func `a customer is written to by the name that a list has`() throws {
    #expect(try run("reply", try id("other.example")).contains("other.example"))
  }

  @Test func `an alert names whom it concerns`() throws {
    let directory = try Self.index.get()
    try directory.write(
      "c.yaml", "receivers: [{name: team, command: [/bin/true]}]\nalerts: [{name: all, to: [team]}]\n")
    let preview = try Program.run(
      "alerts", "preview", "--since", "2022-05-01", "--config", directory.path + "/c.yaml", "--db",
      directory.path + "/case.db")
    #expect(preview.output.contains("for other.example · customer Bert Buchfink"), "\(preview.output)\(preview.errors)")
  }
}
