/// Where evidence is missing: the command that would bring it, instead of "unknown".
enum NextSteps {
  static func commands(_ cause: CauseSpec, _ occurrences: [Occurrence]) -> [String] {
    let verdicts = Set(occurrences.compactMap(\.partner))
    func first(_ partner: Occurrence.Partner) -> String {
      occurrences.first { $0.partner == partner }?.time.iso8601 ?? ""
    }
    var steps: [String] = []
    // Only a ghost has a cause of its own among the causes that prove it.
    if !Ghosts.proofs.contains(cause.id), let proof = occurrences.last(where: { Ghosts.proofs.contains($0.cause) }) {
      steps.append(
        "# The object exists on Open-Xchange: the attempt failed for Plesk alone, and the one at \(proof.time.iso8601) found it done. Adopt it or delete it there before the next try."
      )
    }
    if verdicts.contains(.missing) {
      let text = occurrences.first { $0.partner == .missing }?.evidence.first?.event.finding?.text.string ?? ""
      steps.append("grep -n \(searchable(text)) /var/log/open-xchange/open-xchange.log*   # on every Open-Xchange node")
      steps.append(
        "# No record there? Raise the logger on every node, let it fail once more, then take it back: <logger name=\"com.openexchange.admin\" level=\"DEBUG\"/> in /opt/open-xchange/etc/logback.xml"
      )
    }
    if verdicts.contains(.notCovered) {
      steps.append(
        "# No Open-Xchange log read covers \(first(.notCovered)). On each Open-Xchange node pack what it has, then read it with panel.log:"
      )
      steps.append("tar czf open-xchange.tar.gz -C /var/log open-xchange   # on every Open-Xchange node")
      steps.append("oxtail scan panel.log open-xchange.tar.gz")
    }
    if cause.id == "plesk.script-failed", !verdicts.contains(.found) {
      steps.append("# Plesk shows only its wrapper. The script's own words may be on the Plesk host in:")
      steps.append("less /var/log/sw-cp-server/error_log /var/log/plesk/panel.log")
    }
    if verdicts.contains(.notExpected), cause.family == "transport",
      let unseen = occurrences.first(where: { $0.partner == .notExpected && $0.webLink == nil })
    {
      steps.append(
        "grep -h '/webservices/' /var/log/apache2/*.log /var/log/httpd/*_log   # on the Open-Xchange host: what arrived around \(unseen.time.iso8601)?"
      )
    }
    return steps
  }

  /// A piece of a fault's text that can stand between quotes of a shell and means nothing to grep but itself; a word that
  /// every record of provisioning has, where there is none.
  private static func searchable(_ text: String) -> String {
    let piece = text.prefix { character in
      character.isASCII && (character.isLetter || character.isNumber || " ,:_-".contains(character))
    }
    let trimmed = piece.drop { !$0.isLetter }.reversed().drop { $0 == " " }.reversed()
    return trimmed.count >= 8 ? "-F '\(String(trimmed))'" : "-F 'com.openexchange.admin'"
  }
}
