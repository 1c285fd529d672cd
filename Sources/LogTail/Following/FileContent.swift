/// What a followed file holds: its own bytes, or those that it holds compressed.
protocol FileContent: AnyObject {
  var file: any FollowedFile { get }
  var isPacked: Bool { get }

  /// Bytes that can be read now.
  func size() throws(UnreadablePath) -> Int

  func read(into buffer: inout [UInt8], at offset: Int) throws(UnreadablePath) -> Int

  /// Where a hole ends that begins at `offset`; `nil` where none does.
  func holeEnd(at offset: Int) -> Int?
}

extension FileContent {
  /// - Returns: Fewer bytes than asked for where the file ends.
  func bytes(_ range: Range<Int>) throws(UnreadablePath) -> [UInt8] {
    var result: [UInt8] = []
    while result.count < range.count {
      var buffer = [UInt8](repeating: 0, count: range.count - result.count)
      let count = try read(into: &buffer, at: range.lowerBound + result.count)
      if count == 0 { break }
      if count == range.count { return buffer }
      result.append(contentsOf: buffer[..<count])
    }
    return result
  }
}

/// A file's own bytes.
final class PlainContent: FileContent {
  let file: any FollowedFile

  init(_ file: any FollowedFile) { self.file = file }

  var isPacked: Bool { false }

  func size() throws(UnreadablePath) -> Int { try file.status().size }

  func read(into buffer: inout [UInt8], at offset: Int) throws(UnreadablePath) -> Int {
    try file.read(into: &buffer, at: offset)
  }

  func holeEnd(at offset: Int) -> Int? {
    guard let end = file.nextData(from: offset), end > offset else { return nil }
    return end
  }
}
