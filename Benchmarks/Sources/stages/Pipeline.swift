import LogPipeline
import LogTail
import OxtailService

/// Runs a stage over files, as a scan does it.
struct Pipeline {
  let catalogue: Catalogue
  let inputs: [LogInput]
  private(set) var bytes = 0
  private(set) var records = 0
  /// Offsets of the records that become events, file by file.
  private var events: [Set<Int>] = []

  /// Goes through the files once, to know them and to have them in the system's cache.
  init(catalogue: Catalogue, inputs: [LogInput]) throws(UnreadablePath) {
    self.catalogue = catalogue
    self.inputs = inputs
    for input in inputs {
      var recogniser = recogniser()
      var records = 0
      var offsets: Set<Int> = []
      bytes += try frame(input) { record, text, layout in
        records += 1
        if recogniser.event(for: record, text: text, layout: layout, source: 0) != nil { offsets.insert(record.offset) }
      }
      self.records += records
      events.append(offsets)
    }
  }

  var eventCount: Int { events.reduce(0) { $0 + $1.count } }

  func run(_ stage: Stage) throws(UnreadablePath) {
    switch stage {
    case .read: for input in inputs { try input.forEachBatch { _ in } }
    case .frame: for input in inputs { try frame(input) { _, _, _ in } }
    case .gate: try recognise { index, record in !events[index].contains(record.offset) }
    case .recognise: try recognise { _, _ in true }
    case .scan: _ = Scanner(catalogue: catalogue, options: ScanOptions(paths: inputs.map(\.path))).scan()
    }
  }

  private func recogniser() -> Recogniser { Recogniser(catalogue: catalogue, redactor: Redactor(hash: Hashes.keyed())) }

  private func recognise(_ isWanted: (Int, FramedRecord) -> Bool) throws(UnreadablePath) {
    var recogniser = recogniser()
    for (index, input) in inputs.enumerated() {
      let layouts = catalogue.layouts.restricted(to: input.side)
      var framer = RecordFramer(layouts: layouts)
      func take(_ record: FramedRecord, _ text: RawSpan) {
        guard let head = record.head, !record.isQuiet, isWanted(index, record) else { return }
        _ = recogniser.event(for: record, text: text, layout: layouts[head.layout], source: index)
      }
      try input.forEachBatch { batch in
        var watch = recogniser.watch(input.side)
        framer.accept(batch, watching: &watch) { _, record, text in
          if let record { take(record, text) }
        }
      }
      framer.finish(take)
    }
  }

  /// - Parameter sink: Receives the records that have a head.
  /// - Returns: How many bytes there were.
  @discardableResult
  private func frame(
    _ input: LogInput, _ sink: (FramedRecord, RawSpan, Layout) -> Void
  ) throws(UnreadablePath) -> Int {
    let layouts = catalogue.layouts.restricted(to: input.side)
    var framer = RecordFramer(layouts: layouts)
    func headed(_ record: FramedRecord, _ text: RawSpan) {
      if let head = record.head { sink(record, text, layouts[head.layout]) }
    }
    let bytes = try input.forEachBatch { framer.accept($0, headed) }
    framer.finish(headed)
    return bytes
  }
}
