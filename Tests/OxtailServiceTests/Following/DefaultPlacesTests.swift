import Foundation
import TestSupport
import Testing

@testable import OxtailService

struct DefaultPlacesTests {
  @Test func `places that are there are found, each file once`() throws {
    let directory = try TemporaryDirectory()
    let log = try directory.write("var/log/plesk/panel.log", "x")
    let old = try directory.link("panel.log", to: log)
    let found = DefaultPlaces.found(among: [directory.path + "/none.log", log, old])
    #expect(found == [DefaultPlaces.Found(path: URL(filePath: log).resolvingSymlinksInPath().path(), isReadable: true)])
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func `what may not be read comes with the command that allows it`() throws {
    let directory = try TemporaryDirectory()
    let log = try directory.write("logs/panel.log", "x")
    unsafe chmod(log, 0)
    let found = try #require(DefaultPlaces.found(among: [log], user: "support").first)
    #expect(!found.isReadable)
    #expect(found.grant?.contains("setfacl -m u:support:r ") == true)
  }
}
