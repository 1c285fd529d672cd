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
    try IndexFile.keep(key, at: keyPath)
    return Hashes.keyed(byBytes: key)
  }
}
