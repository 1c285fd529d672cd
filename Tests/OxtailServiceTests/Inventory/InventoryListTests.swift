import IncidentStore
import Testing

@testable import OxtailService

struct InventoryListTests {
  private func list(
    _ text: String, kind: InventoryRow.Kind? = nil, columns: [String: String] = [:], context: Int? = nil
  ) throws -> InventoryList {
    try InventoryList(Array(text.utf8), kind: kind, columns: columns, context: context)
  }

  /// Every order of columns in which Open-Xchange wrote contexts.
  @Test(arguments: [
    (
      "id,filestore_id,enabled,max_quota,used_quota,name,lmappings",
      "19,2,true,1024,0,c_24,\"c_24,BRANDING||24||w.a.example\""
    ),
    ("id,name,enabled,filestore_id,filestore_name,used_quota,max_quota", "19,c_24,true,2,19_ctx_store,0,1024"),
    (
      "id,name,enabled,filestore_id,filestore_name,used_quota,max_quota,lmappings,CustomID,Owner",
      "19,c_24,true,2,s,0,1024,\"c_24\",,c"
    ),
    (
      "\"cid\",\"fid\",\"fname\",\"enabled\",\"qmax\",\"qused\",\"name\",\"lmappings\",\"CustomID\",\"Owner\"",
      "\"19\",\"2\",\"s\",\"true\",\"1024\",\"0\",\"c_24\",\"c_24\",\"\",\"c\""
    ),
  ])
  func `contexts are read by the header, whatever its order`(header: String, row: String) throws {
    let list = try list(header + "\n" + row + "\n")
    #expect(list.kind == .contexts)
    #expect(list.badRows == [])
    #expect(list.rows.map(\.id) == [19])
    #expect(list.rows.map { $0.name?.string } == ["c_24"])
    #expect(list.rows[0].owner?.string == (header.contains("Owner") ? "c" : nil))
    #expect((list.rows[0].detail == nil) == !header.contains("lmappings"))
  }

  @Test func `subadmins, users and a list of Plesk's are told by their columns`() throws {
    let admins = try list("Id,Name,Displayname,Parent,Restrictions\n41,c3,My third,0,Subadmin.MaxContext=100\n")
    #expect(admins.kind == .admins)
    #expect(admins.rows[0].detail?.string == "Subadmin.MaxContext=100")
    let users = try list("Id,Name,Display_name,Primary_email\n3,info,Info,info@a.example\n", context: 19)
    #expect(users.kind == .users)
    #expect(users.rows[0].contextID == 19)
    #expect(users.rows[0].address == "info@a.example")
    let plesk = try list("Host;Domain;Instance;Mailbox;Customer\np1;a.example;24;info;Anna\n")
    #expect(plesk.kind == .plesk)
    #expect(plesk.rows[0].address == "info@a.example")
  }

  @Test func `columns of a list of Plesk's can be named`() throws {
    let list = try list(
      "Server,Site,Abo\np1,a.example,24\n", columns: ["host": "server", "domain": "Site", "instance": "Abo"])
    #expect(list.rows[0].host?.string == "p1")
    #expect(list.rows[0].id == 24)
    let trouble = #expect(throws: InventoryTrouble.self) {
      try self.list("Server,Site\np1,a.example\n", columns: ["domain": "Sight"])
    }
    #expect(trouble?.words == "there is no column 'Sight'; it has Server, Site")
  }

  @Test(arguments: [
    ("id,name,lmappings\n", "x,c,\n", "the id 'x' is no number"),
    ("id,name,lmappings\n", "7,c\n", "2 cells, but the header has 3"), ("id,name,lmappings\n", "7,,m\n", "no name"),
    ("id,name,lmappings\n", ",c,m\n", "no id"), ("id,name,lmappings\n", "1,other,m\n", "the same as line 2"),
    ("id,name,lmappings\n", "\"7\"x,c,m\n", "text behind a closing quote"), ("domain,host\n", ",p\n", "no domain"),
    ("domain,host\n", "a b,p\n", "'a b' is no domain"),
  ])
  func `a bad row is named with its line, and costs no other`(header: String, row: String, reason: String) throws {
    let good = header.hasPrefix("id") ? ["1,c1,m\n", "2,c2,m\n"] : ["a.example,p\n", "b.example,p\n"]
    let list = try list(header + good[0] + row + good[1])
    #expect(list.badRows == [InventoryList.BadRow(line: 3, reason: reason)])
    #expect(list.rows.map(\.line) == [2, 4])
  }

  @Test func `of a file of bad rows the first are kept, and all are counted`() throws {
    let list = try list(
      "id,name,lmappings\n1,a,m\n" + String(repeating: "x\n", count: 3 * InventoryList.badRowsMax) + "2,b,m\n")
    #expect(list.badRowCount == 3 * InventoryList.badRowsMax)
    #expect(list.badRows.map(\.line) == Array(3..<3 + InventoryList.badRowsMax))
    #expect(list.rows.map(\.id) == [1, 2])
  }

  @Test(arguments: ["", "colour,size\nred,4\n"])
  func `a list that is none of ours is refused whole`(text: String) {
    #expect(throws: InventoryTrouble.self) { try list(text) }
  }

  @Test func `a password in a list is not kept`() throws {
    let list = try list("id,name,lmappings\n1,c,password=Harbour77\n")
    #expect(list.rows[0].detail?.string.contains("Harbour77") == false)
  }
}
