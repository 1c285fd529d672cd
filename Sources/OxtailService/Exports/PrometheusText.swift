import IncidentStore
import LogPipeline

/// What monitoring wants to know, in Prometheus' text form (version 0.0.4).
package struct PrometheusText {
  private var lines: [String] = []

  /// - Throws: ``StoreError``
  package init(_ reader: IndexReader, _ query: Query) throws(StoreError) {
    let incidents = try reader.counts(of: query)
    add("oxtail_incidents", "Incidents by where they stand and whose task they are.", incidents)
    let causes = try reader.counts(by: .cause, query)
    add(
      "oxtail_failures", "Failed operations that the index holds, by cause.",
      causes.map { ([("cause", $0.value)], $0.failures) })
    add(
      "oxtail_unknown_records", "Records that may be failures and that no pattern understands.",
      [([], try reader.recognition().suspected)])
    if let newest = try reader.newestRecord() {
      add(
        "oxtail_newest_record_timestamp_seconds", "When the newest record of all logs was written.",
        [([], Int(newest.ms / 1000))])
    }
    add("oxtail_unreadable_places", "Places of logs that could not be read.", [([], try reader.gaps().count)])
  }

  package var text: String { lines.joined(separator: "\n") + "\n" }

  private mutating func add(_ name: String, _ help: String, _ values: [(labels: [(String, String)], value: Int)]) {
    lines += ["# HELP \(name) \(help)", "# TYPE \(name) gauge"]
    for (labels, value) in values {
      let pairs = labels.map { "\($0)=\"\(Self.quoted($1))\"" }
      lines.append(name + (pairs.isEmpty ? "" : "{\(pairs.joined(separator: ","))}") + " \(value)")
    }
  }

  static func quoted(_ text: String) -> String {
    text.escaping { sign in
      switch sign {
      case "\\", "\"": "\\\(sign)"
      case "\n": "\\n"
      default: nil
      }
    }
  }
}
