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
  /// The generation that it had to wait for when it was looked at before.
  let waitedFor: Int?
  /// Whether it is a compressed file of which the end is missing.
  var isDamaged = false

  /// How many of the first bytes say something: a hole says nothing of what was written behind it.
  func telling(_ agreedBytes: Int) -> Int { agreedBytes - head.bytes.prefix(agreedBytes).prefix { $0 == 0 }.count }
}
