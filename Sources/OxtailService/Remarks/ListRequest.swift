import IncidentStore
import LogPipeline

/// A list on its way to whoever writes the index: one line of JSON, and behind it the list as it is in its file.
///
/// The list is read where it is kept: nothing of it is taken that a caller says was read of it.
package struct ListRequest: Codable, Equatable, Sendable {
  package var name: String
  /// `nil` where its columns tell.
  package var kind: InventoryRow.Kind?
  /// As ``InventoryList`` takes them.
  package var columns: [String: String]
  package var context: Int?
  /// When the list was made.
  package var timeMs: Int64?
  /// How many bytes follow the line.
  package var byteCount: Int

  /// The longest name of a file.
  package static let nameBytesMax = 255
  /// Some ten times what a large installation's list has: whoever follows logs holds it and its rows in memory.
  package static let byteCountMax = 32 * 1024 * 1024

  enum CodingKeys: String, CodingKey {
    case name, kind, columns, context
    case timeMs = "time_ms"
    case byteCount = "list_bytes"
  }

  package init(
    name: String, kind: InventoryRow.Kind?, columns: [String: String], context: Int?, time: Instant?, byteCount: Int
  ) {
    self.name = name
    self.kind = kind
    self.columns = columns
    self.context = context
    timeMs = time?.ms
    self.byteCount = byteCount
  }

  /// - Throws: What is wrong with it; whoever sends it need not be a command of ours.
  func check() throws(InventoryTrouble) {
    guard (1...Self.nameBytesMax).contains(name.utf8.count) else {
      throw InventoryTrouble("its name is empty or longer than \(Self.nameBytesMax) bytes")
    }
    guard context ?? 1 > 0, RemarkRequest.times ~= timeMs ?? 0 else {
      throw InventoryTrouble("its context or its time cannot be")
    }
    guard (0...Self.byteCountMax).contains(byteCount) else {
      throw InventoryTrouble("it is longer than the \(Self.byteCountMax >> 20) MiB that are taken beside a daemon")
    }
  }

  /// Reads the list.
  func change(_ bytes: [UInt8]) throws(InventoryTrouble) -> ListChange {
    let list = try InventoryList(bytes, kind: kind, columns: columns, context: context)
    return ListChange(list, name: name, time: timeMs.map(Instant.init))
  }
}

/// A list that was read and takes the place of the one with its kind and name.
package struct ListChange: Equatable, Sendable {
  package var source: InventorySource
  package var rows: [InventoryRow]

  package init(_ list: InventoryList, name: String, time: Instant?) {
    source = InventorySource(kind: list.kind, name: name, rows: list.rows.count, time: time)
    rows = list.rows
  }

  package func apply(to writer: IndexWriter) throws(StoreError) { try writer.replace(rows, of: source) }

  /// Keeps it for somebody who asked for it.
  package func answer(_ writer: IndexWriter) -> RemarkAnswer {
    do throws(StoreError) {
      try apply(to: writer)
      return RemarkAnswer(.kept)
    } catch {
      return RemarkAnswer(.failed, error.message)
    }
  }
}
