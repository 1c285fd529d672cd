/// Finds the failures of Open-Xchange's that a report is worth comparing with: those that share an identifier or a text, and the
/// nearest in time, each a bounded number, so that a burst of thousands costs no more per report than a handful.
struct CandidateIndex {
  /// Nearest failures of each kind that are looked at.
  private static let nearestMax = 48

  private let times: [Int64]
  private var byText: [String: [Int]] = [:]
  private var byIdentifier: [String: [Int]] = [:]

  /// - Parameter failures: In the order of time.
  init(_ failures: [Linker.Party]) {
    times = failures.map(\.time.ms)
    for (index, failure) in failures.enumerated() {
      for text in failure.texts { byText[text.text.string, default: []].append(index) }
      for key in Self.keys(failure.fields) { byIdentifier[key, default: []].append(index) }
    }
  }

  /// - Parameter ordinal: How many reports of the same instant come before this one: in a burst the n-th is looked for around the n-th.
  /// - Returns: Indices in ascending order.
  func candidates(for report: Linker.Party, ordinal: Int) -> [Int] {
    let time = report.time.ms
    func nearest(to time: Int64, among range: Range<Int>, _ element: (Int) -> Int) -> [Int] {
      self.nearest(to: time, among: range, ordinal: ordinal, element)
    }
    var found = Set(nearest(to: time, among: times.indices) { $0 })
    for text in report.texts {
      let list = byText[text.text.string] ?? []
      found.formUnion(nearest(to: time, among: list.indices) { list[$0] })
    }
    for key in Self.keys(report.fields) {
      let list = byIdentifier[key] ?? []
      found.formUnion(nearest(to: time, among: list.indices) { list[$0] })
    }
    return found.sorted()
  }

  private static func keys(_ fields: Fields) -> [String] {
    [Field.mailbox, .domain, .contextName, .contextID].compactMap { field in
      fields[field].map { "\(field.rawValue) \($0.string.asciiLowercased)" }
    }
  }

  /// The nearest of a list that is ordered by time, within the linker's window.
  private func nearest(to time: Int64, among range: Range<Int>, ordinal: Int, _ element: (Int) -> Int) -> [Int] {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = (low + high) / 2
      if times[element(middle)] < time { low = middle + 1 } else { high = middle }
    }
    var steps = ordinal
    while steps > 0, low < range.upperBound, times[element(low)] - time < Linker.closeMs {
      low += 1
      steps -= 1
    }
    var result: [Int] = []
    var before = low - 1
    var after = low
    while result.count < Self.nearestMax {
      let distanceBefore = before >= range.lowerBound ? abs(time - times[element(before)]) : .max
      let distanceAfter = after < range.upperBound ? abs(times[element(after)] - time) : .max
      guard min(distanceBefore, distanceAfter) <= Linker.windowMs else { break }
      if distanceBefore <= distanceAfter {
        result.append(element(before))
        before -= 1
      } else {
        result.append(element(after))
        after += 1
      }
    }
    return result
  }
}
