import OxtailService

/// One row a record. Times are in UTC.
enum TraceCSV {
  static func text(_ document: TraceDocument) -> String {
    let header =
      ["time", "host", "side", "file", "line", "level", "operation", "cause", "text"]
      + ["domain", "mailbox", "context_name", "context_id", "subscription", "subadmin", "customer", "listed"]
    let rows = document.records.map { record in
      [
        record.time, record.host, record.side, record.file, "\(record.line)", record.level, record.operation ?? "",
        record.cause ?? "", record.text,
      ] + record.names.cells
    }
    return CSVTable.text([header] + rows)
  }
}
