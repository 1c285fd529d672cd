import LogPipeline
import OxtailService
import TestSupport
import Testing

/// From the files to the answer: what a scan prints holds no password, whatever form it had in the logs.
@Suite struct CanaryScanTests {
  @Test func `no form of a password gets from a log into an answer`() throws {
    let directory = try TemporaryDirectory()
    var panel = ""
    var openXchange = ""
    for (index, form) in CanaryForm.all.enumerated() {
      // A text of the catalogue beside it makes each record an event.
      let clock = Instant(ms: 1_505_824_181_000 + Int64(index) * 61_000)
      panel +=
        "[\(clock.date) \(clock.timeOfDay)] ERR [panel] Configuration of Open-Xchange for a.example failed: Authentication failed \(form.text)\n"
      openXchange +=
        "\(clock.date)T\(clock.timeOfDay),000+0000 ERROR [W-1] com.openexchange.admin.rmi.impl.OXContext.create(OXContext.java:1)\n"
        + "No usable or suitable filestore found \(form.text)\n"
    }
    try directory.write("plesk1/panel.log", panel)
    try directory.write("ox1/open-xchange.log.0", openXchange)

    let result = Scanner(catalogue: Shipped.catalogue, options: ScanOptions(paths: [directory.path])).scan()
    #expect(result.incidents.reduce(0) { $0 + $1.occurrences.count } >= CanaryForm.all.count)
    let output = Array(try JSON.text(IncidentDocument(result)).utf8)
    let pieces = CanaryForm.all.reduce(into: Set<String>()) { $0.formUnion($1.pieces) }
    let found = pieces.filter { RawSpan(_elements: output.span).firstIndex(of: Array($0.utf8)) != nil }
    #expect(found.isEmpty)
  }
}
