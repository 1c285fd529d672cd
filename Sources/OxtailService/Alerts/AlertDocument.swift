import IncidentStore
import LogPipeline

/// `oxtail.alert/1`: what webhooks and commands are given. `text` is what Slack and Mattermost show; `version` to `alerts` are those of
/// Alertmanager's webhooks. Keys may be added, none is renamed or removed.
package struct AlertDocument: Codable, Sendable {
  package var schema = "oxtail.alert/1"
  var text: String
  var key: String
  var version = "4"
  var groupKey: String
  var truncatedAlerts = 0
  /// `resolved` where all of it is over.
  var status: String
  var receiver: String
  var groupLabels: [String: String]
  var commonLabels: [String: String]
  var commonAnnotations: [String: String] = [:]
  var externalURL = ""
  var alerts: [Alert]

  struct Alert: Codable, Sendable {
    var status: String
    /// `alertname` is the cause.
    var labels: [String: String]
    var annotations: [String: String]
    var startsAt: String
    /// The year 1 where it is not over, as Alertmanager writes it.
    var endsAt: String
    var generatorURL = ""
    var fingerprint: String
  }

  /// More than these would be cut by receivers; the text says how many there are.
  private static let alertsMax = 100

  /// - Parameter text: The message in words.
  package init(_ message: AlertMessage, receiver: String, text: String) {
    self.text = text
    self.receiver = receiver
    key = message.key
    groupKey = "oxtail/\(message.rule)"
    groupLabels = ["rule": message.rule]
    commonLabels = ["rule": message.rule]
    alerts = message.entries.prefix(Self.alertsMax).map(Alert.init)
    truncatedAlerts = message.entries.count - alerts.count
    status = !alerts.isEmpty && alerts.allSatisfy { $0.status == "resolved" } ? "resolved" : "firing"
  }
}

extension AlertDocument.Alert {
  init(_ entry: AlertMessage.Entry) {
    let (news, incident) = (entry.news, entry.news.incident)
    let isOver = incident.state == .recovered || incident.state == .resolved
    status = isOver ? "resolved" : "firing"
    labels = [
      "alertname": incident.cause, "incident": incident.id, "owner": incident.owner.rawValue,
      "retry": incident.retry.rawValue, "blast_radius": news.affects.rawValue, "state": incident.state.rawValue,
      "what": entry.what.map(\.rawValue).joined(separator: ","), "hosts": news.hosts.joined(separator: ","),
    ]
    annotations = [
      "summary": incident.title, "failures": String(news.failures), "subjects": String(news.subjects),
      "first": incident.firstSeen.iso8601, "last": incident.lastSeen.iso8601, "command": "oxtail show \(incident.id)",
    ]
    let named = news.names.map(\.completed).compactMap { $0.mailbox ?? $0.domain ?? $0.contextName ?? $0.contextID }
    if !named.isEmpty { annotations["for"] = named.joined(separator: ", ") }
    let customers = Set(news.names.compactMap(\.customer)).sorted()
    if !customers.isEmpty { annotations["customers"] = customers.joined(separator: ", ") }
    startsAt = incident.firstSeen.iso8601
    endsAt = isOver ? news.time.iso8601 : "0001-01-01T00:00:00Z"
    fingerprint = incident.id
  }
}
