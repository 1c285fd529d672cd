import ArgumentParser
import IncidentStore
import LogPipeline

extension IncidentsCommand {
  /// What stands in the index and no pattern understands.
  func writeUnknown(_ reader: IndexReader) throws {
    let inbox = UnknownInbox(
      try CommandError.wrapping { () throws(StoreError) in try reader.rows.records(.suspected) })
    if let trouble = reader.rows.trouble { throw CommandError(trouble) }
    try UnknownOutput.write(inbox, view)
    if inbox.count == 0, exitCode { throw ExitCode(1) }
  }
}
