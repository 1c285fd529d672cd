import ArgumentParser
import IncidentStore
import LogPipeline

extension IncidentsCommand {
  /// What stands in the index and no pattern understands.
  func writeUnknown(_ reader: IndexReader) throws {
    let (records, incidents) = try CommandError.wrapping { () throws(StoreError) in
      (try reader.rows.records(.suspected), try reader.incidents(Self.unexplained))
    }
    let inbox = UnknownInbox(records, incidents)
    if let trouble = reader.rows.trouble { throw CommandError(trouble) }
    try UnknownOutput.write(inbox, view)
    if inbox.count == 0, exitCode { throw ExitCode(1) }
  }

  /// What nobody can tell the kind of.
  private static var unexplained: Query {
    var query = Query()
    do {
      try query.add(.kind, CauseSpec.Kind.unknown.rawValue)
    } catch {
      preconditionFailure("unknown is a kind")
    }
    return query
  }
}
