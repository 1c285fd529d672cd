import IncidentStore
import LogPipeline
import Simulation
import SimulationScore
import TestSupport
import Testing

@testable import OxtailService

/// An estate on disk, and what is said of it by a scan and by an index.
struct PlayedEstate {
  let estate: Estate
  let directory: TemporaryDirectory
  private let database: TemporaryDirectory

  /// - Parameter isWritten: Whether the logs are there at once.
  init(_ corpus: Corpus, isWritten: Bool = true) throws {
    estate = Simulator.play(corpus)
    directory = try TemporaryDirectory()
    database = try TemporaryDirectory()
    if isWritten { try estate.write(to: directory.path, withTruth: false) }
  }

  var names: [String] { estate.files.map(\.name) }

  /// - Parameter names: Logs below the directory; all of it without any.
  func scanned(_ names: [String] = []) throws -> JSONValue {
    let paths = names.isEmpty ? [directory.path] : names.map { directory.path + "/" + $0 }
    let options = CorpusRun.options(estate, paths: paths)
    return try document(Scanner(catalogue: Shipped.catalogue, options: options, hash: .repeatable).scan())
  }

  /// Whether a scan leaves nothing out.
  func balance() -> Balance {
    let options = CorpusRun.options(estate, paths: [directory.path])
    return Scanner(catalogue: Shipped.catalogue, options: options, hash: .repeatable).scan().balance
  }

  /// Brings the index up to date.
  func index() throws {
    let writer = try IndexWriter(path: database.path + "/oxtail.db", words: "the test") { KeyedHash.repeatable($0) }
    _ = try Indexer(
      catalogue: Shipped.catalogue, options: CorpusRun.options(estate, paths: [directory.path]), writer: writer,
      hash: .repeatable
    ).run()
  }

  func indexed() throws -> JSONValue {
    let reader = try IndexReader(path: database.path + "/oxtail.db")
    let answer = try JSON.value(IndexAnswer.self, try #require(try reader.answer()))
    return try document(answer.result(try reader.incidents(), reader))
  }

  private func document(_ result: ScanResult) throws -> JSONValue {
    try JSONValue(text: JSON.text(IncidentDocument(result)).replacing(directory.path + "/", with: ""))
  }
}

/// What must not depend on how the logs were handed in: incidents with their ids and links, and what stands beside them.
struct Told: Equatable, CustomStringConvertible {
  let incidents: [String]
  let others: [String]

  init(_ document: JSONValue) {
    incidents = document.list("incidents").map(\.withoutMemory.description).sorted()
    others = ["suspected", "other_clients"].flatMap { key in document.list(key).map { "\(key) \($0)" } }.sorted()
  }

  var description: String { "\(incidents.count) incidents, \(others.count) others" }

  /// What the one says and the other does not.
  func differences(from other: Told) -> [String] {
    (incidents + others).filter { !(other.incidents + other.others).contains($0) }.map { String($0.prefix(300)) }
  }
}
