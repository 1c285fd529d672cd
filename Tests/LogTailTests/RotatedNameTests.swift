import TestSupport
import Testing

@testable import LogTail

struct RotatedNameTests {
  @Test(
    arguments: [
      ("panel.log", "panel.log", 0), ("panel.log.1", "panel.log", 1), ("panel.log.12.gz", "panel.log", 12),
      ("panel.log.gz", "panel.log", 0), ("panel.log-20150101", "panel.log", nil),
      ("panel.log-20150101.gz", "panel.log", nil), ("panel-20150101.log", "panel.log", nil),
      ("panel-20150101.log.gz", "panel.log", nil), ("panel.log.2015-01-01", "panel.log", nil),
      ("panel.log-20150101-1420070400.gz", "panel.log", nil), ("panel-2015-01-01.log", "panel.log", nil),
      ("open-xchange.log.0", "open-xchange.log", 0), ("open-xchange.log.99", "open-xchange.log", 99),
      ("logs/ox1/open-xchange.log.3.gz", "logs/ox1/open-xchange.log", 3),
      ("case.tar.gz/ox1/open-xchange.log.3", "case.tar.gz/ox1/open-xchange.log", 3),
      ("panel-plesk17.log.1", "panel-plesk17.log", 1), ("logs.1/panel.log", "logs.1/panel.log", 0),
      (".1", ".1", 0), ("1.gz", "1", 0), ("-", "-", 0), ("panel.log.20150101", "panel.log", nil),
    ] as [(String, String, Int?)])
  func `a name is that of a log and a generation`(name: String, log: String, number: Int?) {
    #expect(RotatedName(name).log == log)
    #expect(RotatedName(name).number == number)
  }

  @Test(arguments: [
    ("panel.log", "panel.log.1", true), ("panel.log.2", "panel.log.1", true), ("panel.log.3", "panel.log.1", false),
    ("panel.log", "panel.log.2", false), ("panel.log-20150101", "panel.log", true),
    ("open-xchange.log.0", "open-xchange.log.99", false),
  ])
  func `a number that is missing between two is a generation that is missing`(left: String, right: String, isNext: Bool)
  {
    #expect(RotatedName(left).isNextTo(RotatedName(right)) == isNext)
    #expect(RotatedName(right).isNextTo(RotatedName(left)) == isNext)
  }
}
