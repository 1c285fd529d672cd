import LogPipeline

/// `ExportLogsServiceRequest` of OpenTelemetry's protocol in its JSON form, as collectors read it by HTTP (`/v1/logs`) and from files, one a line.
/// 64-bit numbers are texts in it, as protobuf's JSON has them.
package struct OTLPLogs: Encodable, Sendable {
  /// What a collector takes at once without complaint.
  package static let recordsMax = 1000

  var resourceLogs: [ResourceLogs]

  struct ResourceLogs: Encodable, Sendable {
    var resource: Resource
    var scopeLogs: [ScopeLogs]
  }

  struct Resource: Encodable, Sendable { var attributes: [Attribute] }

  struct ScopeLogs: Encodable, Sendable {
    var scope: Scope
    var logRecords: [Record]
  }

  struct Scope: Encodable, Sendable {
    var name = "oxtail"
    var version: String
  }

  package struct Attribute: Encodable, Sendable {
    var key: String
    var value: Value

    struct Value: Encodable, Sendable { var stringValue: String }

    package init(_ key: String, _ value: String) { (self.key, self.value) = (key, Value(stringValue: value)) }
  }

  package struct Record: Encodable, Sendable {
    var timeUnixNano: String
    var severityNumber: Int
    var severityText: String
    var body: Attribute.Value
    var attributes: [Attribute]

    package init(_ time: Instant, _ level: Level, _ text: String, _ attributes: [(String, String?)]) {
      timeUnixNano = "\(time.ms)000000"
      severityNumber = level.severityNumber
      severityText = level.rawValue.uppercased()
      body = Attribute.Value(stringValue: text)
      self.attributes = attributes.compactMap { key, value in value.map { Attribute(key, $0) } }
    }
  }

  package init(_ records: [Record], resource: [Attribute], version: String) {
    resourceLogs = [
      ResourceLogs(
        resource: Resource(attributes: resource),
        scopeLogs: [ScopeLogs(scope: Scope(version: version), logRecords: records)])
    ]
  }
}

extension Level {
  /// As OpenTelemetry's data model maps syslog's.
  fileprivate var severityNumber: Int {
    switch self {
    case .trace: 1
    case .debug: 5
    case .info: 9
    case .notice: 10
    case .warning: 13
    case .error: 17
    case .critical: 18
    case .alert: 19
    case .emergency: 21
    }
  }
}
