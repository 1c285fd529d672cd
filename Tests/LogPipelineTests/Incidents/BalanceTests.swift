import TestSupport
import Testing

@testable import LogPipeline

/// Every failed answer and every error of provisioning stands somewhere.
struct BalanceTests {
  private static func estate() -> Estate {
    var estate = Estate(plesk: [
      Written.obsidian(0.5, request: 1, Written.wrapper("a.example", Written.fault("Authentication failed")))
    ])
    estate.add(
      [
        Written.ox(0.3, agent: "PHP-SOAP/8.1", exceptions: [Written.exception("Authentication failed")]),
        Written.ox(100, agent: "gSOAP/2.8", exceptions: [Written.exception("Authentication failed")]),
        Written.ox(200, "The flux is not compensated", agent: "PHP-SOAP/8.1"),
        Written.ox(
          300, thread: "RMI TCP Connection(7)-127.0.0.1", exceptions: [Written.exception("Context already exists")]),
      ], to: "ox.log", host: "ox1", side: .openXchange)
    estate.add(
      [
        Written.access(0, 500), Written.access(60, 200, bytes: "1832"), Written.access(100, 500, agent: "gSOAP/2.8"),
        Written.access(400, 302), Written.access(500, 204), Written.access(600, 418),
        Written.access(700, 404, request: "GET /webservices/ HTTP/1.1"),
      ], to: "access.log", host: "ox1", side: .apache)
    return estate
  }

  @Test func `the sum balances`() {
    let balance = Self.estate().correlated.balance
    #expect(balance.answers.records == 6)
    #expect(balance.errors.records == 4)
    #expect(balance.isEven, "\(balance)")
    #expect(balance.missing == 0)
    #expect(balance.inIncidents.records > 0)
    #expect(balance.ofOtherClients.records > 0)
    #expect(balance.unknown.records > 0)
  }

  @Test func `what is lost, counted twice or exchanged shows`() throws {
    let events = Self.estate().events.filter { $0.event.side == .apache && $0.event.http?.status != 200 }
    let evidence = events.map { Evidence(role: .root, event: $0) }
    func balance(_ told: [Evidence]) -> Balance {
      var balance = Balance()
      for event in events.dropFirst() { balance.expect(event.event) }
      balance.tell(told, in: .suspected)
      return balance
    }
    #expect(balance(Array(evidence.dropFirst())).isEven)
    #expect(!balance(Array(evidence.dropFirst(2))).isEven)
    #expect(!balance(Array(evidence.dropFirst()) + [evidence[1]]).isEven)
    let exchanged = balance(Array(evidence.dropLast()))
    #expect(!exchanged.isEven && exchanged.missing == 0)
  }

  @Test func `estates of any kind balance`() {
    for seed in Seeded.seeds(0..<40) {
      let balance = RandomEstate(seed: seed).estate().correlated.balance
      #expect(balance.isEven, "OXTAIL_SEED=\(seed) \(balance)")
    }
  }
}
