import CZlib
import Foundation
import GRDB

/// Reads what an index packs, from outside: SQL's functions `record_text`, which the view `events` calls, `record_names`,
/// `record_body`, `record_position`, the record's offset, line and length in its log, and `record_size`, its length alone.
package enum PackedRecords {
  /// A connection that only reads and knows the functions.
  package static func reader(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.prepareDatabase { database in
      for name in ["record_text", "record_names", "record_body", "record_position", "record_size"] {
        database.add(
          function: DatabaseFunction(name, argumentCount: 4, pure: true) { values in
            guard let count = Int.fromDatabaseValue(values[1]), let data = Data.fromDatabaseValue(values[2]),
              let id = Int.fromDatabaseValue(values[3])
            else { return nil }
            guard let record = records(data, count: count)[id] else { return nil }
            switch name {
            case "record_text": return record.text
            case "record_names": return record.names
            case "record_body": return record.body
            case "record_position": return "\(record.offset),\(record.line),\(record.byteCount)"
            default: return record.byteCount
            }
          })
      }
    }
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  /// All packed bytes of an index.
  package static func bytes(_ path: String) throws -> [[UInt8]] {
    try reader(path).read { database in
      try Row.fetchAll(database, sql: "SELECT byte_count, data FROM ox_pack").map { unpacked($0[1], count: $0[0]) }
    }
  }

  private static func unpacked(_ data: Data, count: Int) -> [UInt8] {
    guard data.count != count else { return Array(data) }
    var bytes = [UInt8](repeating: 0, count: count)
    var length = UInt(count)
    let status = unsafe uncompress(&bytes, &length, Array(data), UInt(data.count))
    precondition(status == Z_OK && length == count, "no zlib stream of \(count) bytes")
    return bytes
  }

  private struct Record {
    var text: String
    var names: String
    var body: String
    var offset: Int
    var line: Int
    var byteCount: Int
  }

  private static func records(_ data: Data, count: Int) -> [Int: Record] {
    var rest = unpacked(data, count: count)[...]
    var records: [Int: Record] = [:]
    func number() -> Int {
      var (value, shift) = (0, 0)
      while let byte = rest.popFirst() {
        value |= Int(byte & 0x7F) << shift
        shift += 7
        if byte < 0x80 { break }
      }
      return value
    }
    func text(_ count: Int) -> String {
      defer { rest = rest.dropFirst(count) }
      return String(decoding: rest.prefix(count), as: UTF8.self)
    }
    func signed(_ number: Int) -> Int { number % 2 == 0 ? number / 2 : -(number + 1) / 2 }
    let places = 0..<number()
    let columns = (0..<7).map { _ in places.map { _ in number() } }
    let texts = columns[1].map { text($0) }
    let names = columns[2].map { text($0) }
    let bodies = columns[3].map { text($0) }
    var (id, end, line) = (0, 0, 0)
    for place in places {
      id += columns[0][place]
      let (offset, byteCount) = (end + signed(columns[4][place]), columns[6][place])
      line += signed(columns[5][place])
      end = offset + byteCount
      records[id] = Record(
        text: texts[place], names: names[place], body: bodies[place], offset: offset, line: line, byteCount: byteCount)
    }
    return records
  }
}
