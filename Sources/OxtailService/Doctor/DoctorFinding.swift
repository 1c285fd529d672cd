/// One line of what `oxtail doctor` found.
package struct DoctorFinding: Codable, Sendable, Equatable {
  package enum Verdict: String, Codable, Sendable, CaseIterable, Comparable {
    case ok, warning, error

    package static func < (left: Verdict, right: Verdict) -> Bool {
      (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
  }

  package enum Area: String, Codable, Sendable, CaseIterable {
    case settings, sources, coverage, index, alerts, machine
  }

  package var area: Area
  /// What was looked at: a log's path, the index, the machine code.
  package var thing: String
  package var verdict: Verdict
  /// What was found, in a phrase.
  package var text: String
  /// What to do: commands, or a sentence. Empty where nothing is to be done.
  package var next: [String]

  package init(_ area: Area, _ thing: String, _ verdict: Verdict, _ text: String, next: [String] = []) {
    self.area = area
    self.thing = thing
    self.verdict = verdict
    self.text = text
    self.next = next
  }
}
