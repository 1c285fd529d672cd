import LogPipeline
import OxtailService

/// The document of an answer, written with one occurrence in memory at a time.
enum IncidentJSON {
  /// - Parameter write: Receives the text piece by piece.
  static func write(_ result: ScanResult, _ write: @escaping (String) throws -> Void) throws {
    var empty = result
    empty.incidents = []
    empty.suspected = []
    empty.otherClients = []
    let frame = try JSONFrame(
      IncidentDocument(empty), lists: ["incidents", "other_clients", "suspected"], isPretty: true)
    try frame.write(write) { list, next in
      switch list {
      case 0:
        for incident in result.incidents {
          try next()
          try self.write(incident, isPretty: true, depth: 2, write) { $0 }
        }
      default:
        for record in list == 1 ? result.otherClients : result.suspected {
          try next()
          try write(frame.element(IncidentDocument.EvidenceEntry(record)))
        }
      }
    }
    try write("\n")
  }

  /// One incident with all its occurrences.
  ///
  /// - Parameter wrapped: Makes the value of the incident's entry, which has no occurrences.
  static func write(
    _ incident: Incident, isPretty: Bool, depth: Int, _ write: @escaping (String) throws -> Void,
    _ wrapped: (IncidentDocument.IncidentEntry) -> some Encodable
  ) throws {
    var empty = incident
    empty.occurrences = []
    let frame = try JSONFrame(
      wrapped(IncidentDocument.IncidentEntry(empty)), lists: ["occurrences"], isPretty: isPretty, depth: depth)
    try frame.write(write) { _, next in
      for occurrence in incident.occurrences {
        try next()
        try write(frame.element(IncidentDocument.OccurrenceEntry(occurrence, nodes: incident.nodes)))
      }
    }
  }
}
