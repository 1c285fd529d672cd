import LogPipeline
import TestSupport
import Testing

@testable import PatternFiles

/// A pattern that is made of a line is right as it stands.
struct PatternSkeletonTests {
  static let lines: [(text: String, side: String, core: String)] = [
    (
      "[2021-12-19 13:58:02.439] 66792:61bfaae04eb73 ERR [panel] Unable to install application Open-Xchange on a.example: The valve 17 is stuck",
      "plesk", "Unable to install application Open-Xchange on a.example: The valve 17 is stuck"
    ),
    (
      "PHP Fatal error:  Uncaught SoapFault exception: [soap:Server] The flux of 'a' is not (yet) compensated in /opt/x.php:61",
      "plesk", "The flux of 'a' is not (yet) compensated"
    ),
    (
      "2026-03-02T10:00:00,000+0000 ERROR [OXWorker-1] com.openexchange.admin.rmi.impl.OXContext.create(OXContext.java:7)\n\ncom.openexchange.admin.rmi.exceptions.StorageException: Tables {a|b} of 12 \"odd\" ones\n\tat x.Y.z(Y.java:1)\nCaused by: java.lang.IllegalStateException: Bridge #4 [redacted:7K2M9Q] of info@a.example?\n\tat x.Y.z(Y.java:1)",
      "ox", "Bridge #4 [redacted:7K2M9Q] of info@a.example?"
    ),
    ("no capital in all of this, not one it seems", "plesk", "no capital in all of this, not one it seems"),
    // A sign and a combining mark are one Character, and the sign means what it means without.
    (
      "The (\u{301}left valve of the panel's\u{301} pump is stuck", "plesk",
      "The (\u{301}left valve of the panel's\u{301} pump is stuck"
    ),
  ]

  @Test(arguments: lines)
  func `what is written passes the lint, and finds the line`(sample: (text: String, side: String, core: String)) throws
  {
    let skeleton = try #require(PatternSkeleton(sample.text, id: "local.odd", side: nil, catalogue: Shipped.catalogue))
    #expect(skeleton.knownCause == nil)
    let text = skeleton.lines.joined(separator: "\n") + "\n"
    let directory = try TemporaryDirectory()
    try directory.write("local.yaml", Array(text.utf8))
    let layers = try PatternLoader.layers(directories: [directory.path], machineDirectory: nil)
    let name = directory.path + "/local.yaml"
    let findings = PatternLint.findings(in: layers.library, files: [name]).filter { $0.severity == .error }
    #expect(findings.map(\.message) == [], "\(text)")
    let cause = try #require(layers.library.causes.first { $0.id == "local.odd" })
    #expect(cause.texts[0].sides.map(\.rawValue) == [sample.side])
    #expect(cause.texts[0].matches.map(\.text) == [sample.core])
    let catalogue = try Catalogue(layers.library)
    #expect(LineMatch(sample.text, catalogue: catalogue).claims.first?.id == "local.odd")
    // Another number and another name are the same failure.
    let other = sample.core.replacing("17", with: "4000").replacing("'a'", with: "'bcd'").replacing(
      "info@a", with: "x@b")
    #expect(LineMatch(other, catalogue: catalogue).claims.first?.id == "local.odd")
  }

  @Test func `a line without words is none`() {
    #expect(
      PatternSkeleton("[2017-09-19 12:29:41] ERR [panel] 12 34", id: "a.b", side: nil, catalogue: Shipped.catalogue)
        == nil)
    #expect(PatternSkeleton("", id: "a.b", side: nil, catalogue: Shipped.catalogue) == nil)
  }

  @Test func `what is known already is said`() throws {
    let text = "SoapFault exception: [soap:Server] Authentication failed in /opt/x.php:61"
    let skeleton = try #require(PatternSkeleton(text, id: "a.b", side: nil, catalogue: Shipped.catalogue))
    #expect(skeleton.knownCause == "access.authentication-failed")
  }
}
