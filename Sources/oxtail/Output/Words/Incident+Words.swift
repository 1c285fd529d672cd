import LogPipeline

extension Incident {
  /// The newest first: its records are the most likely to be there still.
  var newestFirst: Listing<Occurrence> { occurrences.backwards }

  static func isNewer(_ left: Incident, _ right: Incident) -> Bool {
    (right.lastSeen, right.id) < (left.lastSeen, left.id)
  }
}
