import Crypto
import Foundation
import IncidentStore
import LogPipeline

/// The key of an index's placeholders and file hashes, in a file of its own beside it: whoever gets hold of the index alone can
/// test no guess against them.
package enum IndexKey {
  private static let byteCount = 32

  /// Reads the key, or makes it. To be called by the holder of the writer's lock only.
  package static func hash(besides path: String) throws(StoreError) -> KeyedHash {
    let keyPath = path + ".key"
    if let data = FileManager.default.contents(atPath: keyPath), data.count == byteCount {
      return Hashes.keyed(byBytes: Array(data))
    }
    guard !FileManager.default.fileExists(atPath: keyPath) else {
      throw StoreError(.unusable, path: keyPath, "is no key of an index: restore it, or name another --db")
    }
    let key = unsafe SymmetricKey(size: .bits256).withUnsafeBytes { unsafe Array($0) }
    let draft = keyPath + ".new"
    // Whole or not at all: a key that a crash cut would be refused for ever.
    try? FileManager.default.removeItem(atPath: draft)
    guard
      FileManager.default.createFile(
        atPath: draft, contents: Data(key), attributes: [.posixPermissions: NSNumber(value: 0o600)]),
      (try? FileManager.default.moveItem(atPath: draft, toPath: keyPath)) != nil
    else { throw StoreError(.cannotCreate, path: keyPath, "cannot be made: look at the rights of its directory") }
    return Hashes.keyed(byBytes: key)
  }
}
