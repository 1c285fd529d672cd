import LogPipeline
import Simulation

/// What the pipeline says of one failure.
struct Answer {
  var incident: Int
  var cause: CauseSpec
  var occurrence: Occurrence
  /// Failures whose records of Open-Xchange's are held against it.
  var partners: [Origin]
  var exchanges: [Origin]

  /// Whose record it is.
  enum Origin: Hashable {
    case failure(Int)
    case otherClient, otherPackage, noise
  }
}

/// Knows whose record each is.
struct RecordIndex {
  private var origins: [Key: Answer.Origin] = [:]
  private let base: String

  struct Key: Hashable {
    var file: String
    var line: Int
  }

  /// - Parameter base: The directory below which the logs were read, with its last slash.
  init(_ truth: Truth, base: String) {
    self.base = base
    for failure in truth.failures { add(failure.records, .failure(failure.id)) }
    add(truth.otherClients, .otherClient)
    add(truth.otherPackages, .otherPackage)
  }

  private mutating func add(_ records: [Truth.Record], _ origin: Answer.Origin) {
    for record in records { origins[Key(file: record.file, line: record.line)] = origin }
  }

  func origin(of event: DatedEvent) -> Answer.Origin {
    let file = event.file.hasPrefix(base) ? String(event.file.dropFirst(base.count)) : event.file
    return origins[Key(file: file, line: event.event.position.line)] ?? .noise
  }
}
