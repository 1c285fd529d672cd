import IncidentStore
import Testing

@testable import OxtailService

struct InventoryReportTests {
  private func rows(_ text: String, context: Int? = nil) throws -> [InventoryRow] {
    try InventoryList(Array(text.utf8), context: context).rows
  }

  private func report(contexts: String = "", admins: String = "", users: String = "", plesk: String = "") throws
    -> InventoryReport
  {
    InventoryReport(
      sources: [], contexts: contexts.isEmpty ? [] : try rows("id,name,lmappings,Owner\n" + contexts),
      admins: admins.isEmpty ? [] : try rows("Id,Name,Parent,Restrictions\n" + admins),
      users: users.isEmpty ? [] : try rows("id,name,primary_email,context_id\n" + users),
      plesk: plesk.isEmpty ? [] : try rows("host,domain,instance,mailbox\n" + plesk))
  }

  // MARK: Both sides

  @Test(arguments: [
    // By the domain in a mapping, in each form of it.
    ("19,c_24,\"c_24,BRANDING||24||webmail.a.example\",c\n", "p1,a.example,7,\n", true),
    ("19,c_24,a.example,c\n", "p1,A.example,,\n", true),
    ("19,19,info@a.example||info@a.example,\n", "p1,a.example,,\n", true),
    // By the instance, where it is clear.
    ("19,c_24,c_24,c\n", "p1,a.example,24,\n", true), ("19,c_24,c_24,c\n", "p1,a.example,25,\n", false),
    // An id of a context is no instance.
    ("24,c_19,c_19,c\n", "p1,a.example,24,\n", false),
    // A part of a name is another one.
    ("19,c_24,na.example,c\n", "p1,a.example,,\n", false),
  ])
  func `a context belongs to a domain where names or a clear instance say so`(
    contexts: String, plesk: String, isPaired: Bool
  ) throws {
    let report = try report(contexts: contexts, plesk: plesk)
    #expect(report.pleskOnly?.isEmpty == isPaired)
    #expect(report.openXchangeOnly?.isEmpty == isPaired)
  }

  /// Two hosts may have the same instance. Nobody must delete a context because of that.
  @Test(arguments: [
    ("19,c_24,c_24,c\n", "p1,a.example,24,\np2,b.example,24,\n", 3),
    ("19,c_24,c_24,c\n20,d_24,d_24,d\n", "p1,a.example,24,\n", 3),
    // Where a name tells one, nothing is left for the other.
    ("19,c_24,a.example,c\n", "p1,a.example,24,\np2,b.example,24,\n", 0),
  ])
  func `what several of the other side may belong to is no ghost`(contexts: String, plesk: String, count: Int) throws {
    let report = try report(contexts: contexts, plesk: plesk)
    #expect(report.unclear.count == count)
    #expect(report.openXchangeOnly == [])
    #expect(report.pleskOnly?.map { $0.domain?.string } == (count == 0 ? ["b.example"] : []))
  }

  @Test func `what only one side has is listed, a domain once`() throws {
    let report = try report(
      contexts: "19,c_24,a.example,c\n20,c_25,ghost.example,c\n",
      plesk: "p1,a.example,24,info\np1,lost.example,26,info\np1,lost.example,26,sales\n")
    #expect(report.openXchangeOnly?.map(\.id) == [20])
    #expect(report.pleskOnly?.map { $0.domain?.string } == ["lost.example"])
  }

  @Test func `without one side's list nothing is compared`() throws {
    #expect(try report(contexts: "19,c_24,a.example,c\n").openXchangeOnly == nil)
    #expect(try report(plesk: "p1,a.example,24,\n").pleskOnly == nil)
  }

  @Test func `mailboxes are compared in contexts whose users are known`() throws {
    let report = try report(
      contexts: "19,c_24,a.example,c\n20,c_25,b.example,c\n",
      users: "2,oxadmin,admin@a.example,19\n3,info,INFO@a.example,19\n4,old,old@a.example,19\n",
      plesk: "p1,a.example,24,info\np1,a.example,24,new@a.example\np1,b.example,25,info\n")
    #expect(report.mailboxesPleskOnly?.map(\.address) == ["new@a.example"])
    #expect(report.usersOpenXchangeOnly?.map(\.address) == ["old@a.example"])
  }

  // MARK: Subadmins

  private func contexts(_ count: Int, of owner: String) -> String {
    (1...count).map { "\($0),\(owner)_\($0),,\(owner)\n" }.joined()
  }

  @Test(arguments: [(100, true, true), (97, true, false), (91, true, false), (90, false, false), (10, false, false)])
  func `a subadmin is nearly full before it is full`(used: Int, isNearlyFull: Bool, isFull: Bool) throws {
    let room = try #require(
      try report(contexts: contexts(used, of: "c3"), admins: "41,c3,0,Subadmin.MaxContext=100\n42,c4,0,\n").headRoom
        .first)
    #expect(room == InventoryReport.HeadRoom(subadmin: "c3", used: used, limit: 100))
    #expect(room.isNearlyFull == isNearlyFull)
    #expect(room.isFull == isFull)
  }

  /// `listcontext` of old versions has no column for the owner.
  @Test(arguments: [
    ("19,c3_24,\n20,c3_25,\n21,c4_1,\n", 2 as Int?, 0), ("19,c3_24,\n20,20,\n", nil, 1), ("19,19,\n", nil, 1),
  ])
  func `without a column for the owner the names tell whose contexts are, or nobody is said to have room`(
    contexts: String, used: Int?, ownerless: Int
  ) throws {
    func report(_ restrictions: String) throws -> InventoryReport {
      InventoryReport(
        sources: [], contexts: try rows("id,name,lmappings\n" + contexts),
        admins: try rows("Id,Name,Parent,Restrictions\n41,c3,0,\(restrictions)\n"), users: [], plesk: [])
    }
    let limited = try report("Subadmin.MaxContext=100")
    #expect(limited.headRoom.map(\.used) == (used.map { [$0] } ?? []))
    #expect(limited.ownerless == ownerless)
    #expect(try report("").ownerless == 0)
    // What is full by those that are known is full.
    #expect(try report("Subadmin.MaxContext=1").headRoom.map(\.subadmin) == ["c3"])
  }

  @Test func `a list may name the owner by its id, and what has none beside others is the master's`() throws {
    let report = try report(contexts: "19,19,,41\n20,20,,\n", admins: "41,c3,0,Subadmin.MaxContext=100\n")
    #expect(report.headRoom.map(\.used) == [1])
    #expect(report.ownerless == 0)
  }

  @Test(arguments: [
    ("19,19,,\n20,20,,\n", false), ("19,c_24,,c\n20,c_25,,c\n", false), ("19,c_24,,c\n20,20,,\n", true),
    ("19,my_1,,c\n20,20,,\n", false),
  ])
  func `names of both modes mean that Reseller Mode was toggled`(contexts: String, isMixed: Bool) throws {
    #expect((try report(contexts: contexts).mixedNames != nil) == isMixed)
  }
}
