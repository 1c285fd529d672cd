import ArgumentParser
import IncidentStore
import LogPipeline
import OxtailService

/// How much of both logs is shown around what is found.
struct SearchContext: ParsableArguments {
  @Option(
    name: .customShort("A"), parsing: .unconditional,
    help: ArgumentHelp("Show n records of both logs after each.", valueName: "n"))
  var after: Int?

  @Option(
    name: .customShort("B"), parsing: .unconditional,
    help: ArgumentHelp("Show n records of both logs before each.", valueName: "n"))
  var before: Int?

  @Option(
    name: .customShort("C"), parsing: .unconditional,
    help: ArgumentHelp("Show n records before and after each.", valueName: "n"))
  var both: Int?

  @Option(help: ArgumentHelp("Show the records within this time around each: 30s, 5min.", valueName: "length"))
  var around: String?

  var isAsked: Bool { after != nil || before != nil || both != nil || around != nil }

  func validate() throws {
    for (option, count) in [("-A", after), ("-B", before), ("-C", both)] {
      guard let count, !(0...IndexReader.contextMax).contains(count) else { continue }
      throw ValidationError("\(option) expects a number of records, 0 to \(IndexReader.contextMax); not \(count)")
    }
    if let around, TimeLength(around) == nil {
      throw ValidationError("--around expects a length of time such as 30s or 5min; not \(around)")
    }
  }

  /// A record and whether it is what was looked for.
  struct Line {
    var event: DatedEvent
    var isHit: Bool
  }

  /// What is shown, in stretches that have something between them. Records that are near several hits stand there once.
  func stretches(_ found: [DatedEvent], _ reader: IndexReader) throws(StoreError) -> [[Line]] {
    let hits = Set(found.map(\.row))
    var stretches: [[Line]] = []
    for hit in found {
      let events =
        if let around, let length = TimeLength(around) { try reader.context(of: hit, withinMs: length.ms) } else {
          try reader.context(of: hit, before: before ?? both ?? 0, after: after ?? both ?? 0)
        }
      let last = stretches.last?.last?.event
      let isNear = last.map { last in events.first.map { !Self.precedes(last, $0) } ?? true } ?? false
      let new = events.filter { event in !isNear || last.map { Self.precedes($0, event) } ?? true }
      let lines = new.map { Line(event: $0, isHit: hits.contains($0.row)) }
      if isNear { stretches[stretches.count - 1] += lines } else { stretches.append(lines) }
    }
    return stretches
  }

  private static func precedes(_ left: DatedEvent, _ right: DatedEvent) -> Bool {
    (left.time, left.row) < (right.time, right.row)
  }
}
