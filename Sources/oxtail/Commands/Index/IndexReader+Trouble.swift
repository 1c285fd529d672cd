import IncidentStore

extension IndexReader {
  /// To be called when all is shown.
  ///
  /// - Throws: What made the answer end early or pass something over.
  func sayTrouble() throws(CommandError) {
    if let trouble = rows.trouble { throw CommandError(trouble) }
  }
}
