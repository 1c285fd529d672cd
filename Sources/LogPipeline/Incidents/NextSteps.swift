/// Where evidence is missing: the command that would bring it, instead of "unknown".
enum NextSteps {
  static func commands(_ cause: CauseSpec, _ tally: IncidentTally) -> [String] {
    var steps: [String] = []
    // Only a ghost has a cause of its own among the causes that prove it.
    if !Ghosts.proofs.contains(cause.id), let proof = tally.proof {
      steps.append(
        "# The object exists on Open-Xchange: the attempt failed for Plesk alone, and the one at \(proof.time.iso8601) found it done. Adopt it or delete it there before the next try."
      )
    }
    if let missing = tally.missing {
      steps.append(
        "grep -n \(searchable(missing.text)) /var/log/open-xchange/open-xchange.log*   # on every Open-Xchange node")
      steps.append(
        "# No record there? Raise the logger on every node, let it fail once more, then take it back: <logger name=\"com.openexchange.admin\" level=\"DEBUG\"/> in /opt/open-xchange/etc/logback.xml"
      )
    }
    if let notCovered = tally.notCovered {
      steps.append(
        "# No Open-Xchange log read covers \(notCovered.time.iso8601). On each Open-Xchange node pack what it has, then read it with panel.log:"
      )
      steps.append("tar czf open-xchange.tar.gz -C /var/log open-xchange   # on every Open-Xchange node")
      steps.append("oxtail scan panel.log open-xchange.tar.gz")
    }
    if tally.hasUnexplainedFault, !tally.verdicts.contains(.found) {
      steps.append("# No pattern understands what the script said. One of your own, from the record's line:")
      steps.append("oxtail patterns new --from '<line>' > my-patterns/local.yaml")
    } else if cause.id == "plesk.script-failed", !tally.verdicts.contains(.found) {
      steps.append("# Plesk shows only its wrapper. The script's own words may be on the Plesk host in:")
      steps.append("less /var/log/sw-cp-server/error_log /var/log/plesk/panel.log")
    }
    if cause.family == "transport", let unseen = tally.unseen {
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
