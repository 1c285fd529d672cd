import Foundation

/// Records of Open-Xchange's, one in 20 a failure of provisioning.
struct Records {
  private var number = 0

  mutating func next() -> String {
    number += 1
    let clock =
      "2017-09-19T\(Self.two(number / 3_600_000 % 24)):\(Self.two(number / 60_000 % 60)):\(Self.two(number / 1_000 % 60)),\(Self.three(number % 1_000))+0000"
    guard number % 20 == 0 else {
      return "\(clock) INFO  [OXWorker-1] com.openexchange.caching.Cache.put(Cache.java:12)\nfine, number \(number)\n"
    }
    return """
      \(clock) ERROR [OXWorker-7] com.openexchange.admin.rmi.impl.OXContext.create(OXContext.java:1)
       com.openexchange.grizzly.requestURI=/webservices/OXContextService
      com.openexchange.admin.rmi.exceptions.StorageException: No usable or suitable filestore found; exceptionId 7-\(number)
      \tat com.openexchange.admin.storage.Storage.find(Storage.java:3)

      """
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
  private static func three(_ number: Int) -> String { String(1_000 + number).dropFirst().description }
}

/// A file that is written as a logger does it: appended, one call of the system a piece.
final class LogWriter: @unchecked Sendable {
  // One thread writes; the size is guarded by the lock.
  private let handle: FileHandle
  private let lock = NSLock()
  private var written = 0

  var size: Int { lock.withLock { written } }

  init(_ path: String) throws {
    try Data().write(to: URL(filePath: path))
    guard let handle = FileHandle(forWritingAtPath: path) else { throw CocoaError(.fileNoSuchFile) }
    self.handle = handle
  }

  func append(_ text: String) { append(Data(text.utf8)) }

  func append(_ data: Data) {
    try? handle.write(contentsOf: data)
    lock.withLock { written += data.count }
  }
}
