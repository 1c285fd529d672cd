/// Which stretches of time a source has records for, in bounded memory.
///
/// It is kept in readings of the source's own clock while the source is being read, because its zone may be known only afterwards.
package struct Coverage: Codable, Sendable {
  /// A silence longer than this ends a stretch.
  package static let silenceMsMax: Int64 = 15 * 60_000
  /// A side covers T when it has records on both sides of [T − before, T + after].
  package static let beforeMs: Int64 = 30_000
  package static let afterMs: Int64 = 120_000
  /// Of more stretches than this the shorter half is forgotten: nothing becomes covered by that, only less does, and most of what
  /// a source that sparse leaves are moments that are too short to cover anything.
  private static let stretchesMax = 10_000

  /// In the order in which they were met; `merged` sorts them.
  private var stretches: [ClosedRange<Int64>] = []

  package init() {}

  package mutating func add(_ ms: Int64) {
    if let last = stretches.last, ms >= last.lowerBound - Self.silenceMsMax, ms <= last.upperBound + Self.silenceMsMax {
      stretches[stretches.count - 1] = min(last.lowerBound, ms)...max(last.upperBound, ms)
    } else {
      stretches.append(ms...ms)
      if stretches.count > Self.stretchesMax { forget() }
    }
  }

  private mutating func forget() {
    // The last one may still grow.
    let last = stretches.removeLast()
    let longest = merged.sorted { $0.upperBound - $0.lowerBound > $1.upperBound - $1.lowerBound }
    stretches = longest.prefix(Self.stretchesMax / 2).sorted { $0.lowerBound < $1.lowerBound } + [last]
  }

  /// The earliest and the latest moment that was not forgotten; `nil` where there is none.
  ///
  /// - Complexity: O(*n*) in the number of stretches.
  package var bounds: ClosedRange<Int64>? {
    guard var bounds = stretches.first else { return nil }
    for stretch in stretches {
      bounds = min(bounds.lowerBound, stretch.lowerBound)...max(bounds.upperBound, stretch.upperBound)
    }
    return bounds
  }

  private var merged: [ClosedRange<Int64>] {
    var result: [ClosedRange<Int64>] = []
    for stretch in stretches.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = result.last, stretch.lowerBound <= last.upperBound + Self.silenceMsMax {
        result[result.count - 1] = last.lowerBound...max(last.upperBound, stretch.upperBound)
      } else {
        result.append(stretch)
      }
    }
    return result
  }

  /// The stretches on the time line of `clock`.
  package func dated(by convert: (Int64) -> Instant) -> [ClosedRange<Int64>] {
    merged.map { range in
      let start = convert(range.lowerBound).ms
      return start...max(start, convert(range.upperBound).ms)
    }
  }

  /// The silences of a source, from one stretch to the next, that another source of its host has records all through.
  package static func silences(
    between stretches: [ClosedRange<Int64>], bridgedBy others: [ClosedRange<Int64>]
  ) -> [ClosedRange<Int64>] {
    let sorted = stretches.sorted { $0.lowerBound < $1.lowerBound }
    var result: [ClosedRange<Int64>] = []
    for (before, after) in zip(sorted, sorted.dropFirst()) where before.upperBound < after.lowerBound {
      guard others.contains(where: { $0.lowerBound <= before.upperBound && $0.upperBound >= after.lowerBound }) else {
        continue
      }
      // Joined with what it connects, so that a moment at its edge is covered too.
      let start =
        result.last.map { $0.upperBound >= before.lowerBound ? $0.lowerBound : before.lowerBound } ?? before.lowerBound
      result.append(start...after.upperBound)
    }
    return result
  }

  /// Whether any of `stretches` covers `time`.
  package static func covers(_ time: Instant, _ stretches: [ClosedRange<Int64>]) -> Bool {
    stretches.contains { $0.lowerBound <= time.ms - beforeMs && $0.upperBound >= time.ms + afterMs }
  }
}
