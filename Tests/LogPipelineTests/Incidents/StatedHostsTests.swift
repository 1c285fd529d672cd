import TestSupport
import Testing

@testable import LogPipeline

/// What the configuration states of Plesk hosts need not be learned.
struct StatedHostsTests {
  private static let text = "No usable or suitable filestore found"

  /// One report, and a record of a call from 192.0.2.7.
  private static func link(_ stated: [StatedEstate.PleskHost]) throws -> (link: Link?, rejected: [String]) {
    let property = "\n com.openexchange.grizzly.remoteAddress=192.0.2.7\n"
    let record = Written.ox(0, exceptions: [Written.exception(text)]).replacing("\n\n", with: "\n" + property)
    let estate = Estate(plesk: [Written.obsidian(1, request: 1, Written.fault(text))], ox: [record])
    let result = Correlator(
      catalogue: Shipped.catalogue, digest: .repeatable, stated: StatedEstate(pleskHosts: stated)
    ).correlate(estate.events, sources: estate.sources)
    let occurrence = try #require(result.incidents.flatMap(\.occurrences).first { $0.partner != nil })
    return (occurrence.link, occurrence.rejected)
  }

  private static func host(_ name: String, _ address: String) -> StatedEstate.PleskHost {
    .init(name: name, addresses: [address], subadmins: [])
  }

  @Test func `a stated address speaks for a pair`() throws {
    let plain = try #require(try Self.link([]).link)
    let told = try #require(try Self.link([Self.host("plesk1", "192.0.2.7")]).link)
    #expect(plain.confidence == .medium)
    #expect(told.confidence == .high)
    #expect(told.reasons.contains("plesk1 is stated to call from 192.0.2.7"))
  }

  @Test func `an address that is stated to be another host's refuses`() throws {
    let told = try Self.link([Self.host("plesk9", "192.0.2.7")])
    #expect(told.link == nil)
    #expect(told.rejected.contains { $0.hasSuffix("called from another Plesk host's address, 192.0.2.7") })
  }

  @Test func `one address may be that of several hosts`() throws {
    #expect(try Self.link([Self.host("plesk9", "192.0.2.7"), Self.host("plesk1", "192.0.2.7")]).link != nil)
  }
}
