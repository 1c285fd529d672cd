import Foundation

/// A log of one day that is cut into generations and compressed as logrotate does it: the highest number is the oldest.
final class RotatedLog {
  private let path: String
  private let generations: Int
  private var writer: LogWriter?
  private var number: Int

  /// - Parameter path: Without the number.
  init(_ path: String, generations: Int) {
    self.path = path
    self.generations = generations
    number = generations
  }

  /// - Parameter dayDone: How much of the day is over, 0 to 1.
  /// - Returns: How many bytes the text has.
  func write(_ text: String, dayDone: Double) throws -> Int {
    let due = max(1, generations - Int(dayDone * Double(generations)))
    if due < number {
      try close()
      number = due
    }
    let writer = try self.writer ?? LogWriter("\(path).\(number)", bufferBytes: 1 << 18)
    self.writer = writer
    try writer.write(text)
    return text.utf8.count
  }

  /// Compresses what was written since the last rotation.
  func close() throws {
    guard let writer else { return }
    try writer.close()
    self.writer = nil
    let gzip = Process()
    gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    // Without name and time, so that the same seed gives the same bytes.
    gzip.arguments = ["gzip", "-n", "-6", "-f", "\(path).\(number)"]
    try gzip.run()
    gzip.waitUntilExit()
    guard gzip.terminationStatus == 0 else {
      throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: "\(path).\(number).gz"])
    }
  }
}
