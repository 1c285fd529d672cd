import LogPipeline
import Testing

@testable import OxtailService
@testable import oxtail

struct LogListTests {
  @Test func `a log that was rotated is named once, and again only where its clock is another one`() {
    var source = SourceReport(file: "plesk1/panel.log", host: "plesk1", isHostAssumed: false, side: .plesk)
    source.offsetMinutes = 120
    source.zone = .configured
    var later = source
    later.offsetMinutes = 60
    var page = Page(width: 80)
    LogList(sources: [source, source, later, source]).add(to: &page)
    let lines = page.text(.plain).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.dropFirst().allSatisfy { $0.contains("plesk1/panel.log    # ") })
    #expect(lines[1].contains("UTC+02:00") && lines[2].contains("UTC+01:00"))
  }
}
