import Foundation
import GRDB
import LogPipeline

extension Schema {
  /// Version 2 keeps the words of records together, which were two columns of each: they were three quarters of an index.
  static func packWords(_ database: Database) throws {
    try database.execute(
      sql: """
        -- The words and the whole reading of the records from `id` on, up to the next pack. As long as `byte_count`, it is as it was,
        -- else a zlib stream.
        CREATE TABLE ox_pack (id INTEGER PRIMARY KEY, records INTEGER NOT NULL, byte_count INTEGER NOT NULL, data BLOB NOT NULL);
        DROP VIEW events;
        DROP TABLE ox_event_word;
        -- Whole words, which subjects are made of: see TextSieve.
        CREATE VIRTUAL TABLE ox_event_word USING fts5 (text, names, content = '', detail = none, columnsize = 0,
          tokenize = "unicode61 remove_diacritics 0 tokenchars '_'");
        """)
    let insert = try database.makeStatement(
      sql: "INSERT INTO ox_pack (id, records, byte_count, data) VALUES (?, 1, ?, ?)")
    let rows = try Row.fetchCursor(database, sql: "SELECT id, text, body FROM ox_event ORDER BY id")
    while let row = try rows.next() {
      let (id, text, body): (Int64, String, String) = (row[0], row[1], row[2])
      let bytes = PackOfVersion2.bytes(of: id, text: Array(text.utf8), body: Array(body.utf8))
      try insert.execute(arguments: [id, bytes.count, Data(bytes)])
    }
    try database.execute(
      sql: "ALTER TABLE ox_event DROP COLUMN text; ALTER TABLE ox_event DROP COLUMN body")
  }
}

/// A pack as version 2 wrote it: entry by entry its id, the lengths of text and body, text, body.
struct PackOfVersion2 {
  private(set) var entries: [(id: Int64, text: ArraySlice<UInt8>, body: ArraySlice<UInt8>)] = []

  /// - Returns: `nil` for what is damaged.
  init?(bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      guard let id = Self.number(&rest), let text = Self.number(&rest), let body = Self.number(&rest),
        text <= rest.count, body <= rest.count - text
      else { return nil }
      entries.append((Int64(id), rest.prefix(text), rest.dropFirst(text).prefix(body)))
      rest = rest.dropFirst(text + body)
    }
  }

  static func bytes(of id: Int64, text: [UInt8], body: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    for number in [Int(id), text.count, body.count] {
      var rest = UInt(number)
      while rest > 0x7F {
        bytes.append(UInt8(rest & 0x7F) | 0x80)
        rest >>= 7
      }
      bytes.append(UInt8(rest))
    }
    return bytes + text + body
  }

  /// The record's source, offset, line and length, with a comma behind each, began a body.
  ///
  /// - Returns: `nil` where they are damaged.
  static func parts(of body: ArraySlice<UInt8>) -> (position: RecordPosition, body: ArraySlice<UInt8>)? {
    let parts = body.split(separator: UInt8(ascii: ","), maxSplits: 4, omittingEmptySubsequences: false)
    let numbers = parts.prefix(4).compactMap { Int(String(decoding: $0, as: UTF8.self)) }
    guard parts.count == 5, numbers.count == 4 else { return nil }
    let position = RecordPosition(source: 0, offset: numbers[1], line: numbers[2], byteCount: numbers[3])
    return position.isPackable ? (position, parts[4]) : nil
  }

  private static func number(_ rest: inout ArraySlice<UInt8>) -> Int? {
    var value = 0
    for shift in stride(from: 0, to: 63, by: 7) {
      guard let byte = rest.popFirst() else { return nil }
      value |= Int(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    return nil
  }
}
