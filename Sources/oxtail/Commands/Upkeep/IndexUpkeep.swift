import Foundation
import IncidentStore
import LogPipeline
import OxtailService

/// What commands share that change an index as a whole.
enum IndexUpkeep {
  /// - Throws: ``StoreError`` `missing` where there is no index: it is not for them to make one.
  static func writer(_ path: String, _ verb: String) throws(StoreError) -> IndexWriter {
    guard FileManager.default.fileExists(atPath: path) else {
      throw StoreError(.missing, path: path, "there is no index here: name another --db")
    }
    return try IndexWriter(path: path, words: "oxtail db \(verb) (process \(getpid()))") {
      Hashes.sha256([String(decoding: $0, as: UTF8.self)])
    }
  }

  /// Derives the incidents anew, after reading some logs again.
  static func derive(_ writer: IndexWriter, _ catalogue: Catalogue, _ options: ScanOptions = ScanOptions(paths: []))
    throws(StoreError)
  {
    _ = try Indexer(
      catalogue: catalogue, options: options, writer: writer, hash: try IndexKey.hash(besides: writer.path)
    ).run()
  }
}
