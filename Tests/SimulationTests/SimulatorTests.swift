import Foundation
import Simulation
import TestSupport
import Testing

/// The simulator plays what it says, and its truth says what it plays.
struct SimulatorTests {
  private func lines(_ estate: Estate) -> [String: [Substring]] {
    Dictionary(
      uniqueKeysWithValues: estate.files.map { file in
        (
          file.name,
          String(decoding: file.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        )
      })
  }

  @Test(arguments: CorpusRow.allCases)
  func `the same seed plays the same, another one something else`(row: CorpusRow) throws {
    func logs(_ seed: Int) -> [String] {
      var corpus = row.corpus(seed: seed, failures: row == .quiet ? 1 : 6)
      corpus.marginMs = 60_000
      return Simulator.play(corpus).files.map {
        "\($0.name) \(String(decoding: $0.bytes, as: UTF8.self))"
      }
    }
    #expect(logs(3) == logs(3))
    #expect(logs(3) != logs(4))
  }

  @Test(arguments: CorpusRow.allCases, [1, 3])
  func `each record of the truth stands where the truth says`(row: CorpusRow, generations: Int) throws {
    for seed in Seeded.seeds(0..<2) {
      var corpus = row.corpus(seed: seed, failures: row == .quiet || row == .burst ? 1 : 15)
      (corpus.generations, corpus.marginMs) = (generations, 60_000)
      let estate = Simulator.play(corpus)
      let lines = lines(estate)
      for failure in estate.truth.failures {
        #expect(!failure.records.isEmpty, "#\(failure.id) of OXTAIL_SEED=\(seed) leaves nothing to read")
        for record in failure.records {
          let line = try #require(lines[record.file]?[record.line - 1], "\(record) OXTAIL_SEED=\(seed)")
          #expect(isHead(line, record.side), "\(record.file):\(record.line) \(line) OXTAIL_SEED=\(seed)")
        }
      }
    }
  }

  private func isHead(_ line: Substring, _ side: Truth.Record.Side) -> Bool {
    switch side {
    case .plesk: line.contains(#/^(\[\d{4}-\d\d-\d\d |\d{4}-\d\d-\d\dT).* (ERR) /#)
    case .openXchange:
      line.contains(#/^(\d{4}-\d\d-\d\dT.* (ERROR|WARN ) \[|[A-Z][a-z]{2} \d+, \d{4} .* [a-z]+\.[\w.]+ \w+$)/#)
    case .apache: line.contains(#/^(192\.0\.2\.\d+ - - \[|\[[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d )/#)
    }
  }

  @Test func `a fault's text stands on both sides`() throws {
    for seed in Seeded.seeds(0..<3) {
      let estate = Simulator.play(CorpusRow.addresses.corpus(seed: seed, failures: 40))
      let whole = Dictionary(
        uniqueKeysWithValues: estate.files.map { ($0.name, String(decoding: $0.bytes, as: UTF8.self)) })
      let pairs = estate.truth.failures.filter { $0.origin == "limit.contexts" && $0.verdict == .found }
      for failure in pairs {
        for record in failure.records where record.side != .apache {
          let text = try #require(whole[record.file])
          let rest = text.split(separator: "\n", omittingEmptySubsequences: false)[(record.line - 1)...].prefix(16)
          #expect(rest.contains { $0.contains("number of contexts reached: ") }, "#\(failure.id) OXTAIL_SEED=\(seed)")
        }
      }
    }
  }

  @Test func `clocks are off as far as the truth says, and no farther than asked for`() throws {
    for seed in Seeded.seeds(0..<5) {
      let truth = Simulator.play(CorpusRow.exceptionIDs.corpus(seed: seed, failures: 1)).truth
      let hosts = truth.machines.filter { $0.address != nil }
      #expect(hosts.count == 8)
      #expect(hosts.allSatisfy { abs($0.skewMs) <= 10_000 }, "OXTAIL_SEED=\(seed)")
      #expect(Set(hosts.map(\.skewMs)).count > 4, "OXTAIL_SEED=\(seed)")
    }
  }

  @Test func `nodes that nobody read have no logs, and what they alone hold is not covered`() throws {
    let estate = Simulator.play(CorpusRow.derived.corpus(seed: 1, failures: 60))
    let unread = estate.truth.machines.filter { !$0.isRead }.map(\.name)
    #expect(unread == ["ox3"])
    #expect(!estate.files.contains { $0.name.hasPrefix("ox3/") })
    #expect(estate.truth.failures.contains { $0.node == "ox3" && $0.verdict == .notCovered })
    #expect(!estate.truth.failures.contains { $0.node == "ox3" && $0.verdict == .found })
  }

  @Test func `what Plesk's side cannot tell is an answer of Open-Xchange's all the same`() {
    let failures = (1...6).flatMap { Simulator.play(CorpusRow.derived.corpus(seed: $0, failures: 200)).truth.failures }
      .filter { $0.origin == "database.sql" && $0.incidentCause == $0.cause }
    let untold = failures.filter { $0.verdict == .notCovered }
    #expect(!untold.isEmpty && untold.allSatisfy { $0.cause == "soap.unknown-fault" && $0.owner == .oxAdmin })
    #expect(failures.allSatisfy { $0.verdict != .found || $0.cause == "database.sql" })
  }

  /// Each cause of the catalogue with a text of its own is played, but for those that no call of Plesk's shows.
  @Test func `every cause of the catalogue is played`() throws {
    let notPlayed: Set = [
      // What login and branding log, long after a provisioning.
      "context.branding-split", "server.store-disabled",
      // Supports another failure, and is none.
      "database.slow",
      // The package creates no subadmins.
      "limit.subadmins",
      // In the play these stand beside another failure: a wrapper, a utility's end, a step that waits, Apache's block.
      "plesk.script-failed", "plesk.util-failed", "plesk.busy", "transport.penalty",
    ]
    let texts = Set(Shipped.library.causes.filter { !$0.isDerived }.map(\.id))
    #expect(texts.subtracting(notPlayed).subtracting(Fact.all.map(\.id)).sorted() == [])
    #expect(notPlayed.isSubset(of: texts))
  }

  @Test func `the truth can be written and read again`() throws {
    let directory = try TemporaryDirectory()
    let estate = Simulator.play(CorpusRow.degraded.corpus(seed: 2, failures: 12))
    try estate.write(to: directory.path)
    let data = try Data(contentsOf: URL(filePath: directory.path + "/truth.json"))
    let truth = try JSONDecoder().decode(Truth.self, from: data)
    #expect(truth.failures.map(\.records) == estate.truth.failures.map(\.records))
    #expect(truth.failures.count >= 12)
  }
}
