import LogPipeline

extension Incident {
  /// The newest first: its records are the most likely to be there still.
  var newestFirst: Listing<Occurrence> { occurrences.backwards }

  /// - Parameter max: How many; `nil` for all, which are read by and by.
  func newest(_ max: Int?) -> Listing<Occurrence> {
    guard let max, max < count else { return newestFirst }
    return Listing(Array(newestFirst.prefix(max)))
  }

  static func isNewer(_ left: Incident, _ right: Incident) -> Bool {
    (right.lastSeen, right.id) < (left.lastSeen, left.id)
  }
}
