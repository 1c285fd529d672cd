import LogPipeline

/// What is known of a pasted error, without any log.
package struct Explanation: Sendable {
  /// What was pasted, without its secrets.
  package var text: RedactedText
  /// The most specific cause first.
  package var causes: [ExplainedCause]
  package var fields: Fields
  /// What a fault in it says that no pattern understands.
  package var unexplainedFault: RedactedText?
  /// Whether the example's password stands in the text.
  package var usesExamplePassword: Bool
}

package struct ExplainedCause: Sendable {
  package var cause: CauseSpec
  package var finding: Finding
  package var remedy: Remedy
}

/// Explains pasted errors.
package enum Explainer {
  package static func explain(_ text: String, catalogue: Catalogue, hash: KeyedHash = Hashes.keyed()) -> Explanation {
    var recogniser = Recogniser(catalogue: catalogue, redactor: Redactor(hash: hash))
    let (redacted, findings, fields, fault) = recogniser.findings(in: text)
    let writer = RemedyWriter(catalogue: catalogue)
    let causes = findings.compactMap { finding in
      catalogue.cause(finding.cause).map { cause in
        ExplainedCause(
          cause: cause, finding: finding,
          remedy: writer.remedy(for: cause, fields: finding.captures.merging(fields) { first, _ in first }))
      }
    }
    return Explanation(
      text: redacted, causes: causes, fields: fields, unexplainedFault: fault?.text,
      usesExamplePassword: recogniser.redactionFindings.usesExamplePassword)
  }
}
