import Foundation
import IncidentStore
import LogPipeline
import OxtailService

/// A list of a file, on its way into an index.
struct ImportedList {
  /// The file.
  var path: String
  var bytes: [UInt8]
  /// What is in it.
  var list: InventoryList
  var request: ListRequest

  var time: Instant? { request.timeMs.map(Instant.init) }

  /// `contexts.csv: 99 rows of contexts of Open-Xchange, 2 left out, as of 2022-05-17 10:00`
  var line: SafeText {
    let bad: SafeText = list.badRowCount == 0 ? "" : ", \(list.badRowCount) left out"
    let asOf: SafeText = time.map { ", as of \(ShownZone.utc.minute($0))" } ?? ""
    return "\(path): \(SafeText.count(list.rows.count, "row")) of \(list.kind.words)\(bad)\(asOf)"
  }

  /// Keeps lists, one after the other: each is handed to the daemon that writes the index, or written here where there is none.
  ///
  /// - Parameter kept: Told of each one that is kept.
  static func keep(_ lists: [ImportedList], in path: String, kept: (ImportedList) throws -> Void) throws {
    var writer: IndexWriter?
    for list in lists {
      if writer == nil, try list.tellDaemon(of: path) {
        try kept(list)
        continue
      }
      let change = ListChange(list.list, name: list.request.name, time: list.time)
      writer = try CommandError.wrapping { () throws(StoreError) in
        let own = if let writer { writer } else { try Self.writer(path) }
        try change.apply(to: own)
        return own
      }
      try kept(list)
    }
  }

  private static func writer(_ path: String) throws(StoreError) -> IndexWriter {
    try IndexWriter(path: path, words: "oxtail inventory import (process \(getpid()))") {
      Hashes.sha256([String(decoding: $0, as: UTF8.self)])
    }
  }

  /// - Returns: Whether it was kept; `false` where there is no daemon, or it ended meanwhile: what is kept twice is kept once.
  private func tellDaemon(of index: String) throws(CommandError) -> Bool {
    // A daemon refuses it unheard; where there is none, its length is no matter.
    let isLong = request.byteCount > ListRequest.byteCountMax
    switch RemarkCall.say(request, isLong ? [] : bytes, of: index) {
    case .answered(let answer) where answer.code == .kept: return true
    case .answered where isLong:
      throw CommandError(
        SafeText(path),
        "is longer than the \(ListRequest.byteCountMax >> 20) MiB that a daemon takes while it follows logs",
        next: "split it, or stop the daemon for it, which loses nothing", exitCode: 75)
    case .answered(let answer): throw CommandError(answer, index)
    case .denied: throw .notHeard(index)
    case .nobody, .cut: return false
    }
  }
}
