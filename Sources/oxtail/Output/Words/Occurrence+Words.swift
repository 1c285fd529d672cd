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
  ///   - nodes: Those of Open-Xchange, where not all were read.
  func verdict(_ cause: CauseSpec?, sides: Set<Side>, nodes: Incident.Nodes? = nil) -> SafeText {
    if let nodes, nodes.concern(self) {
      return "not on the \(nodes.read) of \(nodes.known) Open-Xchange nodes read: it may be on another"
    }
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
  private var witness: SafeText { outline.witnessWord }
}

extension OccurrenceOutline {
  /// Whose log it is that alone shows the failure.
  fileprivate var witnessWord: SafeText { witness?.words ?? "Open-Xchange" }

  /// The link's confidence, or why there is none, in a word or two.
  var linkWord: SafeText {
    if let confidence { return "with \(confidence.rawValue) confidence" }
    switch partner {
    case .found: return "found"
    case .missing: return "missing in Open-Xchange's log"
    case .notExpected: return "without any record expected"
    case .notCovered: return "not covered by Open-Xchange's log"
    case nil: return "seen by \(witnessWord) alone"
    }
  }
}

extension Occurrence.Relation {
  /// What the incident's first failure has to do with this one.
  var words: SafeText {
    switch self {
    case .ghost:
      "a ghost: Open-Xchange finished the first attempt after Plesk had given up, and this one met what it left"
    case .penalty:
      "a penalty: Apache went on refusing calls for a while after the outage, even if Open-Xchange was up again"
    case .consequence: "a consequence: it needed a step that failed before, or waited for it"
    }
  }

  /// `2 ghosts of the first`
  func counted(_ count: Int) -> SafeText {
    switch self {
    case .ghost: "\(SafeText.count(count, "ghost")): the work was done, the retry found it"
    case .penalty: "\(SafeText.count(count, "penalty", plural: "penalties")): refused by Apache after the outage"
    case .consequence: "\(SafeText.count(count, "consequence")) of a step that failed before"
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
  /// `same fault text, confidence high (score 0.94)`
  var summary: SafeText { "\(rule.words), confidence \(confidence.rawValue) (score \(Self.decimals(score)))" }

  /// `+0.72`: what a reason added to the score.
  static func signed(_ weight: Double) -> SafeText {
    SafeText((weight < 0 ? "-" : "+") + decimals(abs(weight)))
  }

  private static func decimals(_ score: Double) -> String {
    let hundredths = Int((score * 100).rounded())
    return "\(hundredths / 100)." + (hundredths % 100 < 10 ? "0" : "") + "\(hundredths % 100)"
  }
}

extension DatedEvent {
  /// What stands behind a time that the clock showed twice that night.
  var hourWords: SafeText { isHourUnknown ? " or an hour later" : "" }
}
