/// Where evidence is missing: the command that would bring it, instead of "unknown".
enum NextSteps {
  static func commands(_ cause: CauseSpec, _ occurrences: [Occurrence]) -> [String] {
    let verdicts = Set(occurrences.compactMap(\.partner))
    guard let first = occurrences.first else { return [] }
    var steps: [String] = []
    if verdicts.contains(.missing) {
      steps.append(
        "grep -n -A 40 '\(minute(first.time))' /var/log/open-xchange/open-xchange.log.*   # on every Open-Xchange node")
      steps.append(
        "# No record there either? Raise the logger: <logger name=\"com.openexchange.admin\" level=\"DEBUG\"/> in /opt/open-xchange/etc/logback.xml"
      )
    }
    if verdicts.contains(.notCovered) {
      steps.append("# The Open-Xchange log read does not cover \(first.time.iso8601): add the files that do:")
      steps.append("oxtail scan panel.log /var/log/open-xchange/open-xchange.log.*")
    }
    if cause.id == "plesk.script-failed" {
      steps.append("# Plesk shows only its wrapper. The script's own words may be on the Plesk host in:")
      steps.append("less /var/log/sw-cp-server/error_log /var/log/plesk/panel.log")
    }
    if verdicts == [.notExpected], cause.family == "transport" {
      steps.append(
        "grep '/webservices/' /var/log/apache2/access.log /var/log/apache2/error.log   # on the Open-Xchange host, around \(first.time.iso8601)"
      )
    }
    return steps
  }

  /// What the heads of that minute have in common, as Open-Xchange's own layout writes it.
  private static func minute(_ time: Instant) -> String {
    "\(time.date)T\(time.timeOfDay.dropLast(3))"
  }
}
