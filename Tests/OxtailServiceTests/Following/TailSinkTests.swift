import LogTail
import TestSupport
import Testing

@testable import OxtailService

struct TailSinkTests {
  @Test func `a record that nothing dates is as old as the log's first time`() throws {
    let sink = TailSink(
      catalogue: Shipped.catalogue, options: ScanOptions(paths: []), sides: [:], hash: .repeatable, skip: { _ in })
    let undated = LogTexts.report("09:00:00").replacing("2017-09-19", with: "0000-00-00")
    let text =
      undated + LogTexts.report("10:00:00") + LogTexts.panelNoise("12:00:00") + LogTexts.panelNoise("12:00:01")
    var generation = FollowedGeneration(path: "/logs/panel.log")
    sink.begin(generation, as: 0)
    generation.offset = sink.accept(Array(text.utf8)[...], of: 0)
    _ = sink.commit(generation, as: 0)
    let records = sink.take(nowMs: 0)
    try #require(records.count == 2 && records[0].event.event.civil == nil)
    #expect(records.map { String($0.event.time.iso8601.prefix(16)) } == ["2017-09-19T10:00", "2017-09-19T10:00"])
  }
}
