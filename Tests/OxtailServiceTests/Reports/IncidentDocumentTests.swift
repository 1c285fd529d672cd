import LogPipeline
import OxtailService
import TestSupport
import Testing

/// Version 1 of the JSON: every key is there, null where there is nothing to say; none is ever renamed or removed.
struct IncidentDocumentTests {
  static let whole = Result { try scanned([""], below: Repository.sampleLogs) }

  private func keys(_ value: JSONValue) -> Set<String> {
    if case .object(let values) = value { Set(values.keys) } else { [] }
  }

  private func expectKeys(
    _ values: [JSONValue], _ expected: Set<String>, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(!values.isEmpty, sourceLocation: sourceLocation)
    for value in values {
      #expect(expected.subtracting(keys(value)) == [], "\(value)", sourceLocation: sourceLocation)
    }
  }

  @Test func `every key of version 1 is there`() throws {
    let document = try Self.whole.get()
    #expect(document["schema"]?.string == "oxtail.incidents/1")
    expectKeys([document], ["schema", "sources", "skipped", "notes", "incidents", "suspected", "other_clients"])
    expectKeys(
      document.list("sources"),
      [
        "file", "host", "side", "format", "bytes", "records", "unparsed_bytes", "first", "last", "utc_offset",
        "offset_from",
      ])
    expectKeys(document.list("skipped"), ["file", "bytes", "reason"])
    let incidents = document.list("incidents")
    expectKeys(
      incidents,
      [
        "id", "cause", "title", "kind", "owner", "retry", "state", "recovered_by", "blast_radius", "first_seen",
        "last_seen", "fingerprint", "occurrences", "remedy", "confirmed",
      ])
    expectKeys(incidents.compactMap { $0["remedy"] }, ["explain", "check", "fix", "links"])
    let occurrences = incidents.flatMap { $0.list("occurrences") }
    expectKeys(occurrences, ["time", "host", "operation", "cause", "subject", "partner", "link", "evidence"])
    expectKeys(
      occurrences.compactMap { $0["subject"] },
      ["domain", "mailbox", "context_name", "context_id", "subscription", "subadmin"])
    expectKeys(
      occurrences.compactMap { $0["link"] }.filter { $0 != .null }, ["rule", "confidence", "score", "reasons"])
    expectKeys(
      occurrences.flatMap { $0.list("evidence") },
      ["role", "side", "host", "file", "line", "offset", "length", "time", "level", "text"])
  }

  @Test func `words come from the lists of version 1`() throws {
    let document = try Self.whole.get()
    func expect(_ values: [JSONValue?], in words: Set<String?>, sourceLocation: SourceLocation = #_sourceLocation) {
      #expect(!values.isEmpty, sourceLocation: sourceLocation)
      #expect(Set(values.map { $0?.string }).subtracting(words) == [], sourceLocation: sourceLocation)
    }
    let incidents = document.list("incidents")
    let occurrences = incidents.flatMap { $0.list("occurrences") }
    let links = occurrences.compactMap { $0["link"] }.filter { $0 != .null }
    expect(document.list("sources").map { $0["side"] }, in: ["plesk", "ox", "apache"])
    expect(
      document.list("sources").map { $0["offset_from"] }, in: ["configured", "head", "uniqid", "correlated", "assumed"])
    expect(incidents.map { $0["kind"] }, in: ["transient", "config", "conflict", "capacity", "software", nil])
    expect(incidents.map { $0["owner"] }, in: ["ox-admin", "plesk-admin", "network", "packager"])
    expect(incidents.map { $0["retry"] }, in: ["safe", "useless", "check-first"])
    expect(incidents.map { $0["state"] }, in: ["new", "open", "silent", "recovered", "regressed", "resolved", "muted"])
    expect(incidents.map { $0["blast_radius"] }, in: ["subject", "host", "subadmin", "everyone"])
    expect(occurrences.map { $0["partner"] }, in: ["found", "missing", "not-expected", "not-covered", nil])
    expect(links.map { $0["rule"] }, in: ["exception-id", "fault-text", "subject", "time", "http-status"])
    expect(links.map { $0["confidence"] }, in: ["exact", "high", "medium", "low"])
    expect(
      occurrences.flatMap { $0.list("evidence") }.map { $0["role"] }, in: ["report", "root", "consequence", "support"])
  }

  @Test func `times are UTC with milliseconds, and evidence points at the line of its record`() throws {
    let document = try Self.whole.get()
    for incident in document.list("incidents") {
      for key in ["first_seen", "last_seen"] {
        #expect(incident[key]?.string?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil)
      }
    }
    let evidence = document.list("incidents").flatMap { $0.list("occurrences") }.flatMap { $0.list("evidence") }
    for record in evidence {
      let file = try #require(record["file"]?.string)
      // Positions count in what a compressed file holds.
      if file.hasSuffix(".gz") { continue }
      let bytes = try Repository.bytes(of: Repository.sampleLogs + "/" + file)
      let offset = try #require(record["offset"]?.int)
      let length = try #require(record["length"]?.int)
      // A record that a rotation split goes on in the next file.
      #expect(offset + length <= bytes.count || file.hasSuffix(".log.1"))
      #expect(bytes[..<offset].count { $0 == UInt8(ascii: "\n") } + 1 == record["line"]?.int)
      #expect(offset == 0 || bytes[offset - 1] == UInt8(ascii: "\n"))
    }
  }

  @Test func `the same answer is the same bytes`() throws {
    let result = Scanner(
      catalogue: Shipped.catalogue, options: ScanOptions(paths: [Repository.sampleLogs]), hash: .repeatable
    ).scan()
    let texts = try (0..<3).map { _ in try JSON.text(IncidentDocument(result)) }
    #expect(Set(texts).count == 1)
  }
}
