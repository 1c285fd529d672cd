import TestSupport
import Testing

@testable import OxtailService

struct LogProbeTests {
  /// Wherever the beginning that is read ends: within a failure, before its cause.
  @Test(arguments: 0..<8) func `no record is taken for a failure by its first half`(step: Int) throws {
    let directory = try TemporaryDirectory()
    let failure = LogTexts.failure("10:00:00").joined()
    let padding = String(repeating: LogTexts.noise("09:00:00"), count: step)
    for bytes in [100 << 10, 1300 << 10] {
      let count = bytes / failure.utf8.count
      try directory.write("open-xchange.log", padding + String(repeating: failure, count: count))
      let probe = try LogProbe(
        directory.path + "/open-xchange.log", forced: nil, catalogue: Shipped.catalogue, hash: .repeatable)
      #expect(probe.unknown == 0)
      // Of the longer one not all is read.
      #expect(bytes > 1 << 20 ? probe.understood < count && probe.understood > 1000 : probe.understood == count)
    }
  }
}
