import LogTail
import TestSupport
import Testing

@testable import OxtailService

struct TailSinkTests {
  @Test func `a log of a configured kind is one without any head`() {
    var options = ScanOptions(paths: [])
    options.kinds = [GlobRule(glob: "panel.log", value: ForcedSource(side: .plesk))]
    let sink = TailSink(catalogue: Shipped.catalogue, options: options, sides: [:], hash: .repeatable, skip: { _ in })
    for (path, isLog) in [("/logs/panel.log", true), ("/logs/other.log", false)] {
      let number = isLog ? 0 : 1
      let generation = FollowedGeneration(path: path)
      sink.begin(generation, as: number)
      _ = sink.accept(Array("no head of any layout\n".utf8)[...], of: number)
      let isCommitted = if case .committed = sink.commit(generation, as: number) { true } else { false }
      #expect(isCommitted == isLog, "\(path)")
    }
  }

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
