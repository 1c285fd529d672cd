import CZlib
import Foundation
import GRDB

/// Reads what an index packs, from outside: SQL's functions `record_text`, which the view `events` calls, and `record_body`.
package enum PackedRecords {
  /// A connection that only reads and knows the functions.
  package static func reader(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.prepareDatabase { database in
      for (place, name) in ["record_text", "record_body"].enumerated() {
        database.add(
          function: DatabaseFunction(name, argumentCount: 4, pure: true) { values in
            guard let count = Int.fromDatabaseValue(values[1]), let data = Data.fromDatabaseValue(values[2]),
              let id = Int.fromDatabaseValue(values[3])
            else { return nil }
            return records(data, count: count)[id].map { place == 0 ? $0.text : $0.body }
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

  private static func records(_ data: Data, count: Int) -> [Int: (text: String, body: String)] {
    var rest = unpacked(data, count: count)[...]
    var records: [Int: (text: String, body: String)] = [:]
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
    while !rest.isEmpty {
      let (id, textCount, bodyCount) = (number(), number(), number())
      let words = text(textCount)
      records[id] = (words, text(bodyCount))
    }
    return records
  }
}
