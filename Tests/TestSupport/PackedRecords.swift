import CZlib
import Foundation
import GRDB

/// Reads what an index packs, from outside: SQL's functions `record_text`, which the view `events` calls, `record_names`,
/// `record_body`, and `record_size`, the record's length in its log.
package enum PackedRecords {
  /// A connection that only reads and knows the functions.
  package static func reader(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.prepareDatabase { database in
      for name in ["record_text", "record_names", "record_body", "record_size"] {
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
            default: return Int(record.body.split(separator: ",", maxSplits: 4)[3])
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
    var lengths: [[Int]] = []
    for _ in 0..<number() { lengths.append((0..<4).map { _ in number() }) }
    let texts = lengths.map { text($0[1]) }
    let names = lengths.map { text($0[2]) }
    var id = 0
    for (place, length) in lengths.enumerated() {
      id += length[0]
      records[id] = Record(text: texts[place], names: names[place], body: text(length[3]))
    }
    return records
  }
}
