import IncidentStore
import LogPipeline
import OxtailService

/// Below a record, whom it concerns where imported lists know more of that than the record says.
enum ListedLine {
  /// - Returns: Nothing where lists add nothing or cannot be read: the record stands there all the same.
  static func lines(_ event: DatedEvent, _ reader: IndexReader, width: Int) -> [StyledText] {
    guard let names = try? reader.names(of: event), !names.listedKeys.isEmpty, let subject = Subject(names) else {
      return []
    }
    let line: SafeText = "for \(subject.text(width: width - 6))"
    return [StyledText.blanks(2) + line.styled(.quiet)]
  }
}

extension TraceDocument {
  /// Records with their names, for the forms that programs read.
  static func made(_ subject: String, _ events: [DatedEvent], _ reader: IndexReader) throws(CommandError)
    -> TraceDocument
  {
    try CommandError.wrapping { () throws(StoreError) in try TraceDocument(subject, events, reader) }
  }
}
