/// What a POSIX extended header says of the entry behind it: `27 path=some/long/name\n`, one record after the other.
struct PaxRecords {
  var path: String?
  var size: Int?
  var isSparse = false

  /// Takes what can be read; a record that is none ends the list.
  init(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while let blank = rest.firstIndex(of: UInt8(ascii: " ")),
      let length = Int(String(decoding: rest[..<blank], as: UTF8.self)), length <= rest.count,
      length > blank - rest.startIndex + 1
    {
      let end = rest.startIndex + length
      take(rest[(blank + 1)..<end])
      rest = rest[end...]
    }
  }

  private mutating func take(_ record: ArraySlice<UInt8>) {
    guard let equals = record.firstIndex(of: UInt8(ascii: "=")) else { return }
    let key = String(decoding: record[..<equals], as: UTF8.self)
    let value = String(decoding: record[(equals + 1)...].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    switch key {
    case "path": path = value
    case "size": size = Int(value).map { min(max(0, $0), TarHeader.sizeMax) } ?? TarHeader.sizeMax
    default: isSparse = isSparse || key.hasPrefix("GNU.sparse.")
    }
  }
}
