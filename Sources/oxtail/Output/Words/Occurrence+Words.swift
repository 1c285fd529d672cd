import LogPipeline

extension Occurrence {
  /// `install on plesk-06a`
  var place: SafeText {
    operation.map { "\($0) on \(host)" } ?? "on \(host)"
  }

  /// Why there is no link, in words.
  ///
  /// - Parameters:
  ///   - cause: The cause of this occurrence, if it is known.
  ///   - sides: The sides of which logs were read.
  func verdict(_ cause: CauseSpec?, sides: Set<Side>) -> SafeText {
    switch partner {
    case .found: return "both sides show it"
    case .missing: return "missing though its log covers that time"
    case .notCovered where !sides.contains(.openXchange): return "no Open-Xchange log was read"
    case .notCovered: return "the Open-Xchange log read does not cover that time"
    case .notExpected where cause?.oxLogs == .maybe:
      return "no record of Open-Xchange's: it logs this failure at times only"
    case .notExpected where cause.map({ $0.family != "transport" }) ?? false:
      return "no record of Open-Xchange's expected: it logs nothing for this cause"
    case .notExpected: return "no record of Open-Xchange's expected: the request never got an answer"
    case nil where !sides.contains(.plesk): return "only \(witness) shows it: no Plesk log was read"
    case nil: return "only \(witness) shows it: no Plesk log read reports a failure then"
    }
  }
}

extension Occurrence {
  /// Whose log it is that alone shows the failure.
  private var witness: SafeText { evidence.first?.event.event.side.words ?? "Open-Xchange" }

  /// The link's confidence, or why there is none, in a word or two.
  var linkWord: SafeText {
    if let link = link ?? webLink { return "with \(link.confidence.rawValue) confidence" }
    switch partner {
    case .found: return "found"
    case .missing: return "missing in Open-Xchange's log"
    case .notExpected: return "without any record expected"
    case .notCovered: return "not covered by Open-Xchange's log"
    case nil: return "seen by \(witness) alone"
    }
  }
}

extension Link.Rule {
  var words: SafeText {
    switch self {
    case .exceptionID: "same exceptionId"
    case .faultText: "same fault text"
    case .subject: "same subject"
    case .time: "time alone"
    case .httpStatus: "Apache's answer"
    }
  }
}

extension Link {
  /// `same fault text, confidence high (0.94)`
  var summary: SafeText { "\(rule.words), confidence \(confidence.rawValue) (\(Self.decimals(score)))" }

  /// `+0.72`: what a reason added to the score.
  static func signed(_ weight: Double) -> SafeText {
    SafeText((weight < 0 ? "-" : "+") + decimals(abs(weight)))
  }

  private static func decimals(_ score: Double) -> String {
    let hundredths = Int((score * 100).rounded())
    return "\(hundredths / 100)." + (hundredths % 100 < 10 ? "0" : "") + "\(hundredths % 100)"
  }
}
