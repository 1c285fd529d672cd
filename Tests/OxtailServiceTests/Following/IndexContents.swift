import Foundation
import GRDB
import LogPipeline
import TestSupport
import Testing

@testable import IncidentStore
@testable import OxtailService

/// All that an index says, without the numbers of its rows and without what only a follower has to know.
struct IndexContents: Equatable {
  var generations: [String]
  var events: [String]
  var minutes: [String]
  var marks: [String]
  var gaps: [String]
  var states: [String]
  /// As `incidents -o json` prints it, its lists in a fixed order. Ids that they had before tell in which order they became known.
  var incidents: [String]
  var others: [String]

  init(_ path: String, below base: String) throws {
    func lines(_ sql: String) throws -> [String] {
      try Index.lines(path, sql).map { $0.replacing(base + "/", with: "") }.sorted()
    }
    generations = try lines(
      """
      SELECT host, side, family, name, hex(ladder), hex(anchor), offset, line, size, records, first_ms, last_ms
      FROM ox_generation
      """)
    events = try lines(
      """
      SELECT g.name, e.offset, e.line, e.time_ms, e.level, e.kind, c.name, record_text(p.id, p.byte_count, p.data, e.id), s.text,
        record_names(p.id, p.byte_count, p.data, e.id), record_body(p.id, p.byte_count, p.data, e.id),
        record_position(p.id, p.byte_count, p.data, e.id)
      FROM ox_event e JOIN ox_generation g ON g.id = e.generation_id LEFT JOIN ox_stack s ON s.id = e.stack_id
        LEFT JOIN ox_cause c ON c.id = e.cause_id LEFT JOIN ox_pack p ON p.id = (SELECT max(id) FROM ox_pack WHERE id <= e.id)
      """)
    minutes = try lines(
      """
      SELECT g.name, minute, level, m.records FROM ox_minute m JOIN ox_generation g ON g.id = m.generation_id
      """)
    marks = try lines(
      """
      SELECT g.name, m.offset, m.line, time_ms FROM ox_mark m JOIN ox_generation g ON g.id = m.generation_id
      """)
    gaps = try lines(
      """
      SELECT g.name, p.offset, byte_count, reason FROM ox_gap p JOIN ox_generation g ON g.id = p.generation_id
      """)
    states = try PackedRecords.reader(path).read {
      try DatabaseValue.fetchAll($0, sql: "SELECT state FROM ox_generation")
    }.map { value in
      let state = try JSONValue(text: try #require(ValuePacker.text(value)))
      return state.without("followed").description.replacing(base + "/", with: "")
    }.sorted()
    let document = try JSONValue(
      text: JSON.text(IncidentDocument(try IndexReader(path: path).result())).replacing(base + "/", with: ""))
    incidents = document.list("incidents").map { $0.without("aliases").description }.sorted()
    others = ["suspected", "other_clients", "sources"].flatMap { key in
      document.list(key).map { key + $0.description }.sorted()
    }
  }

  /// Says what differs, part by part.
  func expect(_ other: IndexContents, _ what: String, sourceLocation: SourceLocation = #_sourceLocation) {
    func compare(_ name: String, _ mine: [String], _ theirs: [String]) {
      guard mine != theirs else { return }
      func shown(_ line: String, _ others: [String]) -> String {
        let nearest = others.max { $0.commonPrefix(with: line).count < $1.commonPrefix(with: line).count } ?? ""
        let same = nearest.commonPrefix(with: line).count
        return "\(line.prefix(60)) … \(line.dropFirst(max(0, same - 30)).prefix(100))"
      }
      let missing = theirs.filter { !mine.contains($0) }.prefix(2).map { shown($0, mine) }
      let surplus = mine.filter { !theirs.contains($0) }.prefix(2).map { shown($0, theirs) }
      Issue.record(
        "\(what): \(name): \(mine.count) instead of \(theirs.count)\n missing: \(missing.joined(separator: "\n  "))\n surplus: \(surplus.joined(separator: "\n  "))",
        sourceLocation: sourceLocation)
    }
    compare("generations", generations, other.generations)
    compare("events", events, other.events)
    compare("minutes", minutes, other.minutes)
    compare("marks", marks, other.marks)
    compare("gaps", gaps, other.gaps)
    compare("states", states, other.states)
    compare("incidents", incidents, other.incidents)
    compare("others", others, other.others)
  }
}
