import TestSupport
import Testing

@testable import LogTail

struct ContainerTests {
  private func container(_ bytes: [UInt8]) -> Container? { Container.of(bytes.prefix(Container.headBytes)) }

  @Test func `gzip and tar are told by content`() {
    var tar = Tar()
    tar.add("panel.log", "x")
    #expect(container(Gzip.member("")) == .gzip)
    #expect(container(tar.ended) == .tar)
    var old = Tar()
    old.addEntry("panel.log", magic: "")
    #expect(container(old.ended) == .tar)
  }

  @Test(arguments: [
    ("BZh91AY", "bzip2"), ("PK\u{3}\u{4}", "zip"), ("7z\u{BC}", ""),
  ])
  func `others are named`(start: String, name: String) {
    let bytes = Array(start.utf8)
    #expect(container(bytes) == (name.isEmpty ? nil : .other(name)))
  }

  @Test(arguments: [[], [0x1F], [0x1F, 0x8B], Array(repeating: 0, count: 512), Array("panel.log".utf8)] as [[UInt8]])
  func `what looks like none is none`(bytes: [UInt8]) {
    #expect(container(bytes) == nil)
  }

  @Test func `a log is no archive, whatever its first block says`() {
    for seed in Seeded.seeds(0..<200) {
      var random = Seeded(seed)
      let bytes = (0..<512).map { _ in UInt8(32 + random.number(90)) }
      #expect(container(bytes) == nil, "OXTAIL_SEED=\(seed)")
    }
  }
}
