import LogPipeline
import OxtailService

/// Counts how often records ask for memory on their way through the framer and the recogniser: exact figures, where a clock's are not.
///
/// In an optimised build only: without optimisation, generic code of the standard library asks for memory for each value it hands on.
struct AllocationBudget {
  let catalogue: Catalogue

  private static let recordsCounted = 1_000
  /// Bytes of a batch: some records lie whole in one, some across two, as in a file.
  private static let batchBytes = 16 * 1024

  struct Finding {
    var allocations: Int
    var records: Int
    var events: Int
  }

  /// - Returns: What the second half of the records did; the first half lets buffers grow.
  func measure(_ kind: RecordKind) -> Finding {
    let halves = [0, Self.recordsCounted].map { first in
      Array((first..<first + Self.recordsCounted).map(kind.record).joined().utf8)
    }
    let layouts = catalogue.layouts.restricted(to: kind.side)
    var recogniser = Recogniser(catalogue: catalogue, redactor: Redactor(hash: Hashes.keyed()))
    var framer = RecordFramer(layouts: layouts)
    var finding = Finding(allocations: 0, records: 0, events: 0)
    for half in halves {
      let before = Usage.now.allocations
      (finding.records, finding.events) = (0, 0)
      for start in stride(from: 0, to: half.count, by: Self.batchBytes) {
        let end = min(start + Self.batchBytes, half.count)
        framer.accept(RawSpan(_elements: half.span).extracting(start..<end)) { record, text in
          guard let head = record.head else { return }
          finding.records += 1
          let event = recogniser.event(for: record, text: text, layout: layouts[head.layout], source: 0)
          if event != nil { finding.events += 1 }
        }
      }
      finding.allocations = Usage.now.allocations - before
    }
    return finding
  }

  /// - Returns: Whether all kinds of records keep to their budgets.
  func check() -> Bool {
    var isKept = true
    print("records                       allocations each   at most")
    for kind in RecordKind.all {
      let found = measure(kind)
      // Else something else was counted than the kind says.
      let isWhatItSays = found.records == Self.recordsCounted && found.events == (kind.isFailure ? found.records : 0)
      let isWithin = found.allocations <= kind.allocationsMax * found.records
      let each = Double(found.allocations) / Double(max(found.records, 1))
      print(
        kind.name.padded(to: 30) + "\(each)".padded(to: 19) + "\(kind.allocationsMax)".padded(to: 6)
          + (isWhatItSays
            ? isWithin ? "" : "TOO MANY" : "NO MEASURE: \(found.events) events of \(found.records) records"))
      isKept = isKept && isWhatItSays && isWithin
    }
    return isKept
  }
}

extension String {
  func padded(to count: Int) -> String { self + String(repeating: " ", count: max(0, count - self.count)) }
}
