import TestSupport
import Testing

@testable import LogPipeline

struct RecoveryTests {
  /// Calls of two callers over some days that fail and go well in turn, now and then.
  private static func exchanges(_ random: inout Seeded) -> [Exchange] {
    var estate = Estate()
    var seconds = 0.0
    let lines = (0..<400).map { _ in
      seconds += Double(1 + random.number(3600))
      let fails = random.number(2) == 0
      return Written.access(
        seconds, fails ? 503 : 200, from: "192.0.2.\(random.number(2))", bytes: fails ? "0" : "1832")
    }
    estate.add(lines, to: "access.log", host: "ox1", side: .apache)
    return ExchangeFolding.exchanges(estate.events, catalogue: Shipped.catalogue)
  }

  @Test(arguments: Seeded.seeds(0..<20))
  func `what is forgotten answers none of those who ask`(seed: Int) throws {
    var random = Seeded(seed)
    let cause = try #require(Shipped.catalogue.cause("transport.unavailable"))
    let exchanges = Self.exchanges(&random)
    var whole = Recovery()
    var sieved = Recovery(countMin: 8)
    var asked: [(key: Recovery.Caller, value: Instant)] = []
    var forgotCount = 0
    for exchange in exchanges {
      whole.accept(exchange, isTaken: false)
      sieved.accept(exchange, isTaken: false)
      if exchange.isFailed, random.number(20) == 0, let caller = Recovery.Caller(exchange) {
        asked.append((caller, exchange.start))
      }
      if sieved.isFull {
        sieved.forget(except: asked)
        forgotCount += 1
      }
    }
    #expect(forgotCount > 1)
    for (caller, failed) in asked {
      #expect(
        sieved.time(of: cause, [caller: failed]) == whole.time(of: cause, [caller: failed]), "OXTAIL_SEED=\(seed)")
    }
    let end = try #require(exchanges.last).start
    for exchange in exchanges where end - exchange.start < 86_400_000 {
      let caller = try #require(Recovery.Caller(exchange))
      #expect(
        sieved.time(of: cause, [caller: exchange.start]) == whole.time(of: cause, [caller: exchange.start]),
        "OXTAIL_SEED=\(seed)")
    }
  }
}
