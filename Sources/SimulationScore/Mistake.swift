import Simulation

/// One way in which an answer and the truth differ, with what is needed to look at it.
package struct Mistake: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case wrongSafe = "wrong safe"
    case unseen, undetected, cause, owner, pairing, bridge, unpaired, verdict, split, mixed, foreign, duplicate
    case falseIncident = "false incident"
  }

  package var kind: Kind
  /// What makes two mistakes alike: the causes and rules at work.
  package var pattern: String
  /// Where it is, and what was chosen.
  package var details: String
}
