import Foundation
import GRDB
import LogPipeline
import TestSupport
import Testing

@testable import IncidentStore
@testable import OxtailService

/// Nothing of an index holds a password: no table, no free page, not the WAL, whatever form the password had in the logs and wherever
/// a reading ended.
@Suite struct CanaryIndexTests {
  /// Evenly from all of them: every surrounding of several keys and passwords.
  private static let forms: [CanaryForm] = {
    let all = CanaryForm.all.filter { $0.text.utf8.count > 20 }
    let step = max(1, all.count / 240)
    return stride(from: 0, to: all.count, by: step).map { all[$0] }
  }()

  private let logs: TemporaryDirectory
  private let database: TemporaryDirectory

  init() throws {
    logs = try TemporaryDirectory()
    database = try TemporaryDirectory()
  }

  /// A record with a form, which a text of the catalogue before it makes an event.
  private static func record(_ form: CanaryForm, _ index: Int) -> String {
    let clock = Instant(ms: 1_505_824_181_000 + Int64(index) * 61_000)
    return
      "\(clock.date)T\(clock.timeOfDay),000+0000 ERROR [W-1] com.openexchange.admin.rmi.impl.OXContext.create(OXContext.java:1)\n"
      + "No usable or suitable filestore found \(form.text)\n"
  }

  /// A record, in two: the cut lies inside the password.
  private static func halves(_ form: CanaryForm, _ index: Int) -> (String, String)? {
    let record = record(form, index)
    guard let range = record.firstRange(of: form.written) else { return nil }
    let middle = record.index(range.lowerBound, offsetBy: max(1, form.written.count / 2))
    return (String(record[..<middle]), String(record[middle...]))
  }

  /// - Returns: How many records are rows.
  @discardableResult
  private func index() throws -> Int {
    let path = database.path + "/oxtail.db"
    let writer = try IndexWriter(path: path, words: "the test") { KeyedHash.repeatable($0) }
    _ = try Indexer(
      catalogue: Shipped.catalogue, options: ScanOptions(paths: [logs.path]), writer: writer, hash: .repeatable
    ).run()
    // Before the connection closes: the WAL is full.
    try expectNoPassword()
    defer { withExtendedLifetime(writer) {} }
    return try Index.column(path, "SELECT id FROM ox_event").count
  }

  private func expectNoPassword() throws {
    let pieces = Self.forms.reduce(into: Set<String>()) { $0.formUnion($1.pieces) }
    let names = try FileManager.default.contentsOfDirectory(atPath: database.path)
    #expect(names.contains("oxtail.db-wal"))
    // What is compressed is not to be seen in the file.
    let packs = try PackedRecords.bytes(database.path + "/oxtail.db").map { ("a pack", $0) }
    let values = try PackedRecords.reader(database.path + "/oxtail.db").read { database in
      try DatabaseValue.fetchAll(
        database,
        sql: """
          SELECT body FROM ox_occurrence UNION ALL SELECT documents FROM ox_document UNION ALL SELECT state FROM ox_generation
          """
      ).compactMap(ValuePacker.text).map { ("a value", Array($0.utf8)) }
    }
    #expect(!packs.isEmpty && !values.isEmpty)
    for (name, bytes) in packs + values + (try names.map { ($0, try Repository.bytes(of: database.path + "/" + $0)) }) {
      let found = pieces.filter { RawSpan(_elements: bytes.span).firstIndex(of: Array($0.utf8)) != nil }
      #expect(found.isEmpty, "\(name): \(found.sorted())")
    }
  }

  @Test func `there are 200 forms`() {
    #expect(Set(Self.forms.map(\.text)).count >= 200)
    #expect(Self.forms.enumerated().compactMap { Self.halves($1, $0) }.count >= 200)
  }

  @Test func `records that were read at once leave no password`() throws {
    let text = Self.forms.enumerated().map { Self.record($1, $0) }.joined()
    try logs.write("ox1/open-xchange.log.0", text)
    #expect(try index() >= Self.forms.count)
  }

  @Test func `records that were read half-written leave no password`() throws {
    for (number, form) in Self.forms.enumerated() {
      guard let (half, _) = Self.halves(form, number) else { continue }
      try logs.write("ox\(number)/open-xchange.log.0", half)
    }
    let before = try index()
    #expect(before >= 200, "each half is a provisional row")
    for (number, form) in Self.forms.enumerated() where Self.halves(form, number) != nil {
      try logs.write("ox\(number)/open-xchange.log.0", Self.record(form, number))
    }
    #expect(try index() >= before)
  }

  @Test func `records that a rotation cut leave no password`() throws {
    for (number, form) in Self.forms.enumerated() {
      guard let (half, rest) = Self.halves(form, number) else { continue }
      try logs.write("ox\(number)/open-xchange.log.1", half)
      try logs.write("ox\(number)/open-xchange.log.0", rest + LogTexts.noise("23:59:00"))
    }
    #expect(try index() >= 200)
  }
}
