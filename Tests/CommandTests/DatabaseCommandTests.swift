import Foundation
import GRDB
import TestSupport
import Testing

@testable import oxtail

/// The index as a file: counted, checked, made smaller, and made whole again.
struct DatabaseCommandTests {
  private func indexed(_ directory: TemporaryDirectory) throws -> String {
    let story = Repository.root + "/" + ScanCommandTests.story
    for (log, name) in [
      ("plesk-06a/panel.log", "plesk1/panel.log"), ("ox-06a/open-xchange.log.0", "ox1/open-xchange.log.0"),
    ] {
      let old = try String(contentsOfFile: story + "/" + log, encoding: .utf8)
      // Days enough for several pages of rows.
      let days = (1...28).map { old.replacing("2022-05-17", with: "2022-0\($0 % 8 + 1)-\(10 + $0 % 18)") }
      try directory.write("logs/" + name, days.sorted().joined())
    }
    let database = directory.path + "/x.db"
    #expect(try Program.run("index", directory.path + "/logs", "--db", database).status == 0)
    return database
  }

  @Test func `info counts, check finds it whole, repair finds nothing to do`() throws {
    let directory = try TemporaryDirectory()
    let database = try indexed(directory)
    let info = try Program.run("db", "info", "--db", database)
    #expect(info.status == 0)
    #expect(info.output.contains("logs      2 generations, 0 gaps in them"))
    #expect(info.output.contains("2022-01-"))
    #expect(try Program.run("db", "check", "--db", database).output == "\(database) is whole\n")
    #expect(try Program.run("db", "path", "--db", database).output == "\(database)\n")
    #expect(try Program.run("db", "repair", "--db", database).output.contains("nothing to repair"))
  }

  /// A directory, and a database with a table of its own.
  @Test(
    arguments: [
      ["incidents"], ["trace", "x"], ["sql", "SELECT 1"], ["db", "info"], ["db", "check"], ["db", "repair"],
      ["db", "vacuum"], ["db", "prune", "--keep", "1d"], ["index", ScanCommandTests.story], [],
    ])
  func `what is no index is called what it is, whoever is asked`(arguments: [String]) throws {
    let directory = try TemporaryDirectory()
    let (folder, other) = (try directory.makeDirectory("folder"), directory.path + "/other.db")
    try DatabaseQueue(path: other).write { try $0.execute(sql: "CREATE TABLE t (x)") }
    for (path, message) in [
      (folder, "is a directory; name the index in it with --db\n"),
      (other, "is a database of something else; name another --db\n"),
    ] {
      let run = try Program.run(arguments + ["--db", path])
      #expect(run.status == 78 && run.output == "")
      #expect(run.errors == "oxtail: \(path): \(message)")
    }
    #expect(!FileManager.default.fileExists(atPath: folder + ".lock"))
  }

  @Test func `what is older than what is kept is gone, and nothing is read again`() throws {
    let directory = try TemporaryDirectory()
    let database = try indexed(directory)
    let pruned = try Program.run("db", "prune", "--keep", "1d", "--db", database)
    #expect(pruned.status == 0, "\(pruned.errors)")
    #expect(!pruned.output.hasPrefix("0 records"))
    let incidents = try Program.run("incidents", "--db", database, "-o", "csv")
    #expect(incidents.outputLines.count <= 1, "\(incidents.output)")
    #expect(try Program.run("db", "check", "--db", database).status == 0)
    #expect(
      try Program.run("index", directory.path + "/logs", "--db", database).output.contains(
        "2 files without anything new"))
    #expect(try Program.run("db", "vacuum", "--db", database).status == 0)
    #expect(try Program.run("db", "check", "--db", database).status == 0)
  }

  @Test func `pruning that finds nothing old leaves the answer what it is`() throws {
    let directory = try TemporaryDirectory()
    let database = try indexed(directory)
    #expect(try Program.run("db", "prune", "--keep", "36500d", "--db", database).output.hasPrefix("0 records"))
    #expect(try Program.run("incidents", "--db", database).errors.isEmpty)
  }

  /// How often somebody hangs up before answering, and what then becomes of it.
  @Test(arguments: [(2, 0), (9, 75)])
  func `a daemon that hangs up is asked again, and then left alone`(cuts: Int, status: Int32) throws {
    let directory = try TemporaryDirectory()
    let database = try indexed(directory)
    let address = try #require(UnixSocket.address(RemarkDoor.path(of: database)))
    let listener = UnixSocket.stream()
    defer { close(listener) }
    #expect(unsafe UnixSocket.with(address, { unsafe bind(listener, $0, $1) }) == 0 && listen(listener, 9) == 0)
    let answering = Thread {
      for call in 0... {
        let peer = accept(listener, nil, nil)
        guard peer >= 0 else { return }
        if call >= cuts { UnixSocket.write(#"{"code":"kept","message":"","removed":7}"# + "\n", to: peer) }
        close(peer)
      }
    }
    answering.start()
    defer { shutdown(listener, Int32(SHUT_RDWR)) }
    let pruned = try Program.run("db", "prune", "--keep", "1d", "--db", database)
    #expect(pruned.status == status, "\(pruned.errors)")
    #expect(status == 0 ? pruned.output.hasPrefix("7 records") : pruned.errors.contains("does not answer"))
  }

  /// Where a page's own bytes begin, and where a row's are.
  @Test(arguments: [("ox_event", 0), ("ox_pack", 0), ("ox_pack", 4000)])
  func `a damaged index is told, and repaired from what remains of it and of its logs`(table: String, offset: Int)
    throws
  {
    let directory = try TemporaryDirectory()
    let database = try indexed(directory)
    let note = try Program.run("note", try #require(try id(database)), "-m", "seen by us", "--db", database)
    #expect(note.status == 0, "\(note.errors)")
    let whole = try RunningDaemon.answer(database)
    #expect(try Program.run("db", "vacuum", "--db", database).status == 0)
    var bytes = try Repository.bytes(of: database)
    let places = try DatabaseQueue(path: database).read {
      try Int.fetchAll($0, sql: "SELECT pgoffset FROM dbstat WHERE name = ? AND pagetype = 'leaf'", arguments: [table])
    }
    let place = offset + (try #require(places.first))
    for index in place..<place + 512 { bytes[index] = 0xA5 }
    try Data(bytes).write(to: URL(filePath: database))
    let check = try Program.run("db", "check", "--db", database)
    #expect(check.status == 2)
    #expect(check.errors.contains("oxtail db repair"))
    let repair = try Program.run("db", "repair", "--db", database)
    #expect(repair.status == 0, "\(repair.errors)")
    #expect(repair.output.contains("2 logs anew"), "\(repair.output)")
    #expect(try Program.run("db", "check", "--db", database).status == 0)
    #expect(try RunningDaemon.answer(database) == whole)
    #expect(FileManager.default.fileExists(atPath: database + ".damaged-1"))
  }

  private func id(_ database: String) throws -> String? {
    try Program.run("incidents", "--db", database, "-o", "csv").outputLines.dropFirst().first?.split(separator: ",")
      .first
      .map { String($0).trimmingCharacters(in: CharacterSet(charactersIn: "\"")) }
  }

  @Test func `an index that another process writes is left alone`() async throws {
    let daemon = try RunningDaemon()
    try await daemon.waitUntilReady()
    for command in [["vacuum"], ["repair", "--force"]] {
      let run = try Program.run(["db"] + command + ["--db", daemon.database])
      #expect(run.status == 75, "\(command)")
      #expect(run.errors.contains("oxtail daemon"))
    }
    #expect(try Program.run("db", "check", "--db", daemon.database).status == 0)
    #expect(try await daemon.stop() == 0)
  }

  @Test func `there has to be an index, and a length that can be read`() throws {
    let directory = try TemporaryDirectory()
    for command in [["info"], ["check"], ["prune", "--keep", "1d"], ["vacuum"], ["repair"]] {
      #expect(try Program.run(["db"] + command + ["--db", directory.path + "/none.db"]).status == 66, "\(command)")
    }
    #expect(try Program.run("db", "prune", "--keep", "soon", "--db", "x").status == 64)
  }
}
