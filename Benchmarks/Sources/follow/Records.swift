import Foundation
import Synchronization

/// Records of Open-Xchange's, some of them failures of provisioning.
struct Records {
  static let usualOneIn = 20

  private let oneIn: Int
  private let day: String
  private var number = 0

  /// - Parameters:
  ///   - oneIn: One in so many is a failure.
  ///   - day: On which they are written: `2017-09-19`.
  init(oneIn: Int = usualOneIn, day: String = "2017-09-19") {
    self.oneIn = oneIn
    self.day = day
  }

  mutating func next() -> String {
    number += 1
    let clock =
      "\(day)T\(Self.two(number / 3_600_000 % 24)):\(Self.two(number / 60_000 % 60)):\(Self.two(number / 1_000 % 60)),\(Self.three(number % 1_000))+0000"
    guard number % oneIn == 0 else {
      return "\(clock) INFO  [OXWorker-1] com.openexchange.caching.Cache.put(Cache.java:12)\nfine, number \(number)\n"
    }
    return """
      \(clock) ERROR [OXWorker-7] com.openexchange.admin.rmi.impl.OXContext.create(OXContext.java:1)
       com.openexchange.grizzly.requestURI=/webservices/OXContextService
       com.openexchange.grizzly.userAgent=PHP-SOAP/5.6
      com.openexchange.admin.rmi.exceptions.StorageException: No usable or suitable filestore found; exceptionId 7-\(number)
      \tat com.openexchange.admin.storage.Storage.find(Storage.java:3)

      """
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
  private static func three(_ number: Int) -> String { String(1_000 + number).dropFirst().description }
}

/// A file that is written as a logger does it: appended, one call of the system a piece.
final class LogWriter: Sendable {
  private let handle: FileHandle
  private let written = Mutex(0)

  var size: Int { written.withLock { $0 } }

  init(_ path: String) throws {
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let handle = FileHandle(forWritingAtPath: path)
    else { throw CocoaError(.fileNoSuchFile) }
    self.handle = handle
  }

  func append(_ text: String) { append(Data(text.utf8)) }

  func append(_ data: Data) {
    try? handle.write(contentsOf: data)
    written.withLock { $0 += data.count }
  }
}
