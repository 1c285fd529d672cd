import OxtailService

/// One row a record. Times are in UTC.
enum TraceCSV {
  static func text(_ document: TraceDocument) -> String {
    var table = CSVTable(header: ["time", "host", "side", "file", "line", "level", "operation", "cause", "text"])
    for record in document.records {
      table.add([
        record.time, record.host, record.side, record.file, "\(record.line)", record.level, record.operation ?? "",
        record.cause ?? "", record.text,
      ])
    }
    return table.text
  }
}
