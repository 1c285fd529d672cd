import LogPipeline
import LogTail

/// A live file without any head, which may hold just the rest of a record that a rotation split.
struct LiveFragment {
  let file: String
  let archive: String?
  let isPacked: Bool
  /// All that it holds.
  let bytes: [UInt8]
  /// What is said of it where no older generation was read.
  let refusal: SkippedFile

  /// - Parameter file: Of a log that is being followed.
  init(file: String, bytes: [UInt8]) {
    self.file = file
    self.bytes = bytes
    archive = nil
    isPacked = false
    refusal = SkippedFile(
      file: file, bytes: bytes.count, reason: SourceRecogniser.noKnownLog, isNamed: false)
  }

  init(_ layer: ContainerWalk.Layer, _ bytes: [UInt8]) {
    file = layer.name
    archive = layer.archive
    isPacked = layer.isPacked
    self.bytes = bytes
    refusal = SkippedFile(layer, SourceRecogniser.noKnownLog)
  }

  /// - Parameter kin: Another generation of the log.
  func source(kin: SourceRead, index: Int) -> SourceRead {
    var read = SourceRead(file: file, side: kin.report.side, index: index)
    read.archive = archive
    read.isPacked = isPacked
    read.clock = kin.clock
    read.report.host = kin.report.host
    read.report.isHostAssumed = kin.report.isHostAssumed
    read.report.bytes = bytes.count
    read.report.unparsedBytes = bytes.count
    let newline = UInt8(ascii: "\n")
    let record = FramedRecord(
      offset: 0, line: 1, byteCount: bytes.count,
      lineCount: bytes.count { $0 == newline } + (bytes.last == newline ? 0 : 1), head: nil, droppedBytes: 0,
      refusedHeads: 0)
    read.opening = SourceRead.Edge(record: record, bytes: bytes)
    return read
  }
}
