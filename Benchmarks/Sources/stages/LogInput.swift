import LogPipeline
import LogTail

/// One file of a corpus, and what its name says of it.
struct LogInput {
  let path: String

  /// The corpora have no others than these.
  var side: Side {
    let name = path.split(separator: "/").last ?? ""
    return name.hasPrefix("panel.log") ? .plesk : name.hasPrefix("open-xchange.log") ? .openXchange : .apache
  }

  /// Hands out the bytes in batches of the size that a scan uses; compressed ones are inflated.
  ///
  /// - Returns: How many bytes there were.
  @discardableResult
  func forEachBatch(_ body: (RawSpan) -> Void) throws(UnreadablePath) -> Int {
    let file = try FileStream(path: path)
    let peeked = PeekedStream(file)
    let isGzip = Container.of(try peeked.peek(Container.headBytes)) == .gzip
    let stream: any ByteStream = isGzip ? GzipStream(peeked, budget: ExpansionBudget(file)) : peeked
    var buffer = [UInt8](repeating: 0, count: FileStream.batchBytes)
    var bytes = 0
    while case let count = try stream.read(into: &buffer), count > 0 {
      body(RawSpan(_elements: buffer.span).extracting(0..<count))
      bytes += count
    }
    return bytes
  }
}
