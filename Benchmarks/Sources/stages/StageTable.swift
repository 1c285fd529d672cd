import Foundation

/// A line for each stage: what it takes, and what that is more than the stage above.
struct StageTable {
  let pipeline: Pipeline

  func print() throws {
    let mib = Double(pipeline.bytes) / 1_048_576
    Swift.print(
      String(
        format: "%.0f MiB in %d files, %d records, %d events", mib, pipeline.inputs.count, pipeline.records,
        pipeline.eventCount))
    Swift.print("stage                    CPU s   more s    MiB/s   allocations a record")
    var before = Usage(cpuSeconds: 0, allocations: 0)
    for stage in Stage.allCases {
      let start = Usage.now
      try pipeline.run(stage)
      let used = Usage.now - start
      let name = stage.rawValue.padding(toLength: 22, withPad: " ", startingAt: 0)
      let more = used - before
      Swift.print(
        name
          + String(
            format: "%8.2f %8.2f %8.0f %12.3f", used.cpuSeconds, more.cpuSeconds, mib / max(used.cpuSeconds, 0.001),
            Double(used.allocations) / Double(max(pipeline.records, 1))))
      before = used
    }
  }
}
