import LogPipeline
import OxtailService
import Simulation

/// Holds an answer to the truth.
package struct Judge {
  let truth: Truth
  let result: ScanResult
  let index: RecordIndex
  var answers: [Int: Answer] = [:]
  package private(set) var score = Score()
  package private(set) var mistakes: [Mistake] = []

  /// - Parameter base: The directory below which the logs were read, with its last slash.
  package init(_ truth: Truth, _ result: ScanResult, base: String) {
    (self.truth, self.result) = (truth, result)
    index = RecordIndex(truth, base: base)
    score.failures = truth.failures.count
    score.records = result.sources.reduce(0) { $0 + $1.records }
    collect()
    judgeFailures()
    judgeGroups()
    judgeForeign()
    score.toldByOrder.add(OrderBound(truth).share)
  }

  // MARK: Which occurrence is which failure

  private mutating func collect() {
    for (number, incident) in result.incidents.enumerated() {
      var isGenuine = false
      for occurrence in incident.occurrences {
        let answer = answer(occurrence, number, incident.cause)
        guard case .failure(let id)? = represented(answer) else {
          score.genuine.add(false)
          continue
        }
        isGenuine = true
        score.genuine.add(answers[id] == nil)
        judgePair(answer, id)
        // Should two occurrences show the same, the better one counts; that there are two is counted too.
        if let known = answers[id] {
          note(.duplicate, truth.failures[id].origin, id, "\(words(known)); and \(words(answer))")
          if merit(known, id) >= merit(answer, id) { continue }
        }
        answers[id] = answer
      }
      if !isGenuine {
        score.falseIncidents += 1
        mistakes.append(
          Mistake(
            kind: .falseIncident, pattern: incident.cause.id,
            details:
              "\(place) \(incident.cause.id): \(incident.occurrences[0].evidence.map(Self.words).joined(separator: " + "))"
          ))
      }
    }
  }

  private func merit(_ answer: Answer, _ id: Int) -> Int {
    let isRight = answer.occurrence.cause == truth.failures[id].cause
    return (isRight ? 2 : 0) + (answer.occurrence.partner == nil ? 0 : 1)
  }

  private func answer(_ occurrence: Occurrence, _ number: Int, _ cause: CauseSpec) -> Answer {
    // A start is no partner: it stands beside every failure that comes of it.
    func origins(_ side: Side) -> [Answer.Origin] {
      occurrence.evidence.filter { $0.event.event.side == side && $0.event.event.kind != .start }
        .map { index.origin(of: $0.event) }
    }
    return Answer(
      incident: number, cause: cause, occurrence: occurrence, partners: origins(.openXchange),
      exchanges: origins(.apache))
  }

  /// The failure that an occurrence stands for: that of Plesk's record, else of Open-Xchange's, else of Apache's.
  private func represented(_ answer: Answer) -> Answer.Origin? {
    for side in [Side.plesk, .openXchange, .apache] {
      let origins = answer.occurrence.evidence.filter { $0.event.event.side == side }.map { index.origin(of: $0.event) }
      if let first = origins.first(where: { if case .failure = $0 { true } else { false } }) { return first }
      // Another package's record is no failure of ours, whatever it was linked with.
      if !origins.isEmpty { return origins[0] }
    }
    return nil
  }

  private mutating func judgePair(_ answer: Answer, _ id: Int) {
    guard answer.occurrence.partner != nil else { return }
    if !answer.partners.isEmpty {
      let isRight = answer.partners.allSatisfy { $0 == .failure(id) }
      score.pairsMade.add(isRight)
      if let confidence = answer.occurrence.link?.confidence {
        score.confidences[confidence, default: .init()].add(isRight)
      }
      if !isRight { notePairing(answer, id) }
    }
    if !answer.exchanges.isEmpty, let confidence = answer.occurrence.webLink?.confidence {
      let isRight = answer.exchanges.contains(.failure(id))
      score.webConfidences[confidence, default: .init()].add(isRight)
      if !isRight {
        note(
          .bridge, "\(truth.failures[id].origin) by \(confidence.rawValue)", id,
          "\(answer.exchanges); \(answer.occurrence.webLink?.reasons.joined(separator: ", ") ?? "")")
      }
    }
  }

  // MARK: Failure by failure

  private mutating func judgeFailures() {
    let seen = recordsSeen()
    for failure in truth.failures {
      let answer = answers[failure.id]
      score.detected.add(answer != nil)
      let isSurfaced = answer != nil || seen.contains(failure.id)
      score.surfaced.add(isSurfaced)
      score.cause.add(answer?.occurrence.cause == failure.cause)
      score.owner.add(answer?.cause.owner.rawValue == failure.owner.rawValue)
      score.retry.add(answer?.cause.retry.rawValue == failure.retry.rawValue)
      score.blastRadius.add(answer?.cause.affects.rawValue == failure.blastRadius.rawValue)
      if answer?.cause.retry == .safe, failure.retry != .safe {
        score.wrongSafe += 1
        note(.wrongSafe, "\(failure.incidentCause) called \(answer?.cause.id ?? "")", failure.id, "")
      }
      if let verdict = failure.verdict { judge(verdict, failure, answer) }
      guard let answer else {
        note(isSurfaced ? .undetected : .unseen, "\(failure.origin) \(failure.degradation ?? "")", failure.id, "")
        continue
      }
      if answer.occurrence.cause != failure.cause {
        note(
          .cause, "\(failure.cause) called \(answer.occurrence.cause), \(failure.degradation ?? "plain")", failure.id,
          words(answer))
      } else if answer.cause.owner.rawValue != failure.owner.rawValue {
        note(.owner, "\(failure.incidentCause) in \(answer.cause.id)", failure.id, words(answer))
      }
    }
  }

  private mutating func judge(_ verdict: Truth.Verdict, _ failure: Truth.Failure, _ answer: Answer?) {
    let given = answer?.occurrence.partner?.rawValue
    score.verdicts.add(given == verdict.rawValue)
    if verdict == .found {
      score.pairsFound.add(
        answer.map { !$0.partners.isEmpty && $0.partners.allSatisfy { $0 == .failure(failure.id) } } ?? false)
      if given != verdict.rawValue {
        note(
          .unpaired, "\(failure.origin) \(failure.degradation ?? "plain"): \(given ?? "no answer")", failure.id,
          answer.map(words) ?? "")
      }
    } else if given != verdict.rawValue, answer != nil {
      note(
        .verdict,
        "\(failure.origin) \(failure.degradation ?? "plain"): \(verdict.rawValue) called \(given ?? "nothing")",
        failure.id,
        answer.map(words) ?? "")
    }
  }

  /// Failures of which a record stands beside the incidents.
  private func recordsSeen() -> Set<Int> {
    Set(
      (Array(result.suspected) + Array(result.otherClients)).compactMap {
        if case .failure(let id) = index.origin(of: $0.event) { id } else { nil }
      })
  }

  // MARK: Groups

  private mutating func judgeGroups() {
    var sizes: [String: Int] = [:]
    var incidents: [Int: Int] = [:]
    var both: [String: [Int: Int]] = [:]
    for failure in truth.failures {
      sizes[failure.group, default: 0] += 1
      guard let incident = answers[failure.id]?.incident else { continue }
      incidents[incident, default: 0] += 1
      both[failure.group, default: [:]][incident, default: 0] += 1
    }
    for failure in truth.failures {
      guard let incident = answers[failure.id]?.incident, let shared = both[failure.group]?[incident] else { continue }
      score.groupPrecision += Double(shared) / Double(incidents[incident] ?? 1)
      score.groupRecall += Double(shared) / Double(sizes[failure.group] ?? 1)
      noteGroup(failure, incident, shared, both)
    }
    score.groups = sizes.count
    score.incidents = result.incidents.count
  }

  private mutating func noteGroup(
    _ failure: Truth.Failure, _ incident: Int, _ shared: Int, _ both: [String: [Int: Int]]
  ) {
    let mine = both[failure.group] ?? [:]
    if mine.count > 1, shared < (mine.values.max() ?? 0) || incident != mine.keys.filter({ mine[$0] == shared }).min() {
      note(
        .split, "\(failure.cause) \(failure.degradation ?? "plain")", failure.id,
        "\(result.incidents[incident].id) \(result.incidents[incident].foldedText), key \(failure.group)")
    }
    let others = both.filter { $0.key != failure.group && ($0.value[incident] ?? 0) > shared }
    if let other = others.keys.min() {
      note(.mixed, "\(failure.cause) among \(other.prefix { $0 != "|" })", failure.id, "\(failure.group) with \(other)")
    }
  }

  // MARK: Others

  private mutating func judgeForeign() {
    var held = 0
    for incident in result.incidents {
      for evidence in incident.occurrences.flatMap(\.evidence) {
        let origin = index.origin(of: evidence.event)
        guard origin == .otherClient || origin == .otherPackage else { continue }
        held += 1
        mistakes.append(
          Mistake(
            kind: .foreign, pattern: "\(origin) in \(incident.cause.id)", details: "\(place) \(Self.words(evidence))"))
      }
    }
    let all = truth.otherClients.count + truth.otherPackages.count
    score.foreign = Score.Share(right: max(0, all - held), all: all)
  }

  // MARK: Words

  private var place: String { "seed \(truth.corpus.seed):" }

  private mutating func note(_ kind: Mistake.Kind, _ pattern: String, _ id: Int, _ more: String) {
    let failure = truth.failures[id]
    let records = failure.records.map { "\($0.file):\($0.line)" }.joined(separator: " ")
    mistakes.append(
      Mistake(
        kind: kind, pattern: pattern,
        details:
          "\(place) #\(id) \(failure.origin) on \(failure.host), \(records)\(more.isEmpty ? "" : "; said: " + more)"))
  }

  private mutating func notePairing(_ answer: Answer, _ id: Int) {
    let failure = truth.failures[id]
    let wrong = answer.partners.first { $0 != .failure(id) } ?? .noise
    var whose = "\(wrong)"
    if case .failure(let other) = wrong {
      let far = Double(truth.failures[other].timeMs - failure.timeMs) / 1000
      whose =
        "\(truth.failures[other].origin == failure.origin ? "the same cause" : truth.failures[other].origin) of \(truth.failures[other].host == failure.host ? "the same host" : "another host"), #\(other), \(far) s later"
    }
    let rule = answer.occurrence.link.map { "\($0.rule.rawValue) \($0.confidence.rawValue)" } ?? "no link"
    note(
      .pairing,
      "\(failure.origin) \(failure.degradation ?? "plain"), truly \(failure.verdict?.rawValue ?? "-"), by \(rule)", id,
      "\(whose); \(answer.occurrence.link?.reasons.joined(separator: ", ") ?? "")")
  }

  private func words(_ answer: Answer) -> String {
    "\(answer.occurrence.cause) in \(answer.cause.id), partner \(answer.occurrence.partner?.rawValue ?? "nil"), "
      + answer.occurrence.evidence.map(Self.words).joined(separator: " + ")
  }

  private static func words(_ evidence: Evidence) -> String {
    let file = evidence.event.file.split(separator: "/").suffix(2).joined(separator: "/")
    return "\(evidence.role.rawValue) \(file):\(evidence.event.event.position.line)"
  }
}
