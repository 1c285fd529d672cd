import LogPipeline
import Simulation

/// The table that `make score` prints: first what the user acts on.
package struct ScoreTable {
  private static let columns = [
    ("owner", 6), ("retry", 6), ("unsafe", 6), ("blast", 6), ("detect", 6), ("anywhr", 6), ("once", 6), ("cause", 6),
    ("prec", 6),
    ("recall", 6), ("F1", 6), ("verdct", 6), ("group", 6), ("incid.", 9),
  ]

  package static var head: String {
    padded("corpus", 14) + columns.map { " " + padded($0.0, $0.1, right: true) }.joined()
  }

  package static func line(_ row: CorpusRow, _ score: Score) -> String {
    let figures = [
      figure(score.owner.value), figure(score.weightedRetry), "\(score.wrongSafe)", figure(score.blastRadius.value),
      figure(score.detected.value), figure(score.surfaced.value), figure(score.genuine.value),
      figure(score.cause.value),
      figure(score.pairsMade.value), figure(score.pairsFound.value), figure(score.pairingF1),
      figure(score.verdicts.value), figure(score.grouping), "\(score.incidents)/\(score.groups)",
    ]
    return padded(row.rawValue, 14)
      + zip(figures, columns).map { " " + padded($0, $1.1, right: true) }.joined()
  }

  /// Counts, calibration and what is missed.
  package static func notes(_ row: CorpusRow, _ score: Score, seeds: Range<Int>) -> [String] {
    var notes = [
      "\(row.title); \(score.failures) failures, \(score.records) records, seeds \(seeds.lowerBound)...\(seeds.upperBound - 1)"
    ]
    if score.toldByOrder.right < score.toldByOrder.all {
      notes.append("pairs that identifiers or the order on both sides tell: \(figure(score.toldByOrder.value))")
    }
    if !score.confidences.isEmpty { notes.append("links right: " + calibration(score.confidences)) }
    if !score.webConfidences.isEmpty { notes.append("Apache's: " + calibration(score.webConfidences)) }
    if score.foreign.all > 0 {
      notes.append("\(score.foreign.all - score.foreign.right) of \(score.foreign.all) foreign records called ours")
    }
    let missed = ScoreTarget.of(row).missed(by: score)
    notes.append(missed.isEmpty ? "holds" : "misses: " + missed.joined(separator: ", "))
    return notes
  }

  private static func calibration(_ shares: [Link.Confidence: Score.Share]) -> String {
    Link.Confidence.allCases.compactMap { confidence in
      shares[confidence].map { "\(confidence.rawValue) \(figure($0.value)) of \($0.all)" }
    }.joined(separator: ", ")
  }

  /// Three decimals, never rounded up to 1.
  package static func figure(_ value: Double) -> String {
    let thousandths = Int((value * 1000).rounded(.down))
    let digits = String(thousandths % 1000)
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - digits.count) + digits
  }

  private static func padded(_ text: String, _ width: Int, right: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, width - text.count))
    return right ? blanks + text : text + blanks
  }
}
