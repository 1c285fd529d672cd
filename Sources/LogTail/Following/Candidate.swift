/// A file that has to be judged, opened and with its beginning.
struct Candidate {
  let sighting: Sighting
  let status: FileStatus
  let content: any FileContent
  /// Bytes in it.
  var size: Int
  var head: HeadPrint
  /// Since when it has not grown.
  let sinceMs: Int

  /// Whether its beginning can tell anything: a hole says nothing of what was written behind it.
  var hasWords: Bool { head.bytes.contains { $0 != 0 } }
}
