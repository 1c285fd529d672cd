import Foundation

/// Writes bytes to a file through a large buffer.
final class LogWriter {
  private let handle: FileHandle
  private let bufferBytes: Int
  private var buffer = Data()
  private(set) var bytesWritten = 0

  init(_ path: String, bufferBytes: Int = 4 << 20) throws {
    self.bufferBytes = bufferBytes
    let folder = (path as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    guard let handle = FileHandle(forWritingAtPath: path) else {
      throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: path])
    }
    self.handle = handle
  }

  func write(_ text: String) throws {
    buffer.append(contentsOf: text.utf8)
    bytesWritten += text.utf8.count
    if buffer.count > bufferBytes { try flush() }
  }

  func close() throws {
    try flush()
    try handle.close()
  }

  private func flush() throws {
    try handle.write(contentsOf: buffer)
    buffer.removeAll(keepingCapacity: true)
  }
}
