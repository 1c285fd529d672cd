import Foundation

/// What a program did to files, as strace saw it.
enum DiskOperation {
  case create(String)
  case write(String, offset: Int, Data)
  /// Behind what the file holds.
  case append(String, Data)
  case truncate(String, size: Int)
  /// Of a file, or of a directory.
  case sync(String)
  case rename(String, to: String)
  case unlink(String)

  /// What strace has to be asked for.
  static let straceOptions = [
    "-f", "-qq", "-xx", "-y", "-s", "1000000", "-e", "signal=none", "-e",
    "trace=openat,pwrite64,write,fsync,fdatasync,ftruncate,unlink,rename",
  ]

  /// - Parameter isWanted: Of a path, whether what happens to it is told.
  static func all(in trace: Data, _ isWanted: (String) -> Bool) throws -> [DiskOperation] {
    var unfinished: [Substring: Substring] = [:]
    return String(decoding: trace, as: UTF8.self).split(separator: "\n").compactMap { line in
      guard let space = line.firstIndex(of: " ") else { return nil }
      let process = line[..<space]
      var call = line[space...].drop { $0 == " " }
      // Another thread was heard in between.
      if call.hasSuffix("<unfinished ...>") {
        unfinished[process] = call.dropLast("<unfinished ...>".count)
        return nil
      }
      if call.hasPrefix("<... "), let begun = unfinished.removeValue(forKey: process),
        let end = call.range(of: " resumed>")
      {
        call = begun + call[end.upperBound...]
      }
      return operation(call, isWanted)
    }
  }

  private static func operation(_ call: Substring, _ isWanted: (String) -> Bool) -> DiskOperation? {
    guard let open = call.firstIndex(of: "("), let result = call.range(of: ") = ", options: .backwards),
      !call[result.upperBound...].hasPrefix("-")
    else { return nil }
    let arguments = call[call.index(after: open)..<result.lowerBound].split(separator: ", ")
    // The file behind a descriptor.
    let file = arguments.first?.split(separator: "<").last.map { path($0.dropLast()) } ?? ""
    switch call[..<open] {
    case "openat":
      let opened = call[result.upperBound...].split(separator: "<").last.map { path($0.dropLast()) } ?? ""
      return isWanted(opened) && arguments[2].contains("O_CREAT") ? .create(opened) : nil
    case "pwrite64" where isWanted(file): return .write(file, offset: Int(arguments[3]) ?? 0, bytes(arguments[1]))
    case "write" where isWanted(file): return .append(file, bytes(arguments[1]))
    case "ftruncate" where isWanted(file): return .truncate(file, size: Int(arguments[1]) ?? 0)
    case "fsync", "fdatasync": return .sync(file)
    case "rename":
      let (old, new) = (path(arguments[0].dropFirst().dropLast()), path(arguments[1].dropFirst().dropLast()))
      return isWanted(new) ? .rename(old, to: new) : nil
    case "unlink":
      let gone = path(arguments[0].dropFirst().dropLast())
      return isWanted(gone) ? .unlink(gone) : nil
    default: return nil
    }
  }

  private static func path(_ text: Substring) -> String { String(decoding: bytes(text), as: UTF8.self) }

  /// Of `\x61\x62`, in quotes or not.
  private static func bytes(_ text: Substring) -> Data {
    var bytes = Data(capacity: text.utf8.count / 4)
    func digit(_ byte: UInt8) -> UInt8 { byte < 0x3A ? byte - 0x30 : byte - 0x57 }
    let text = Array(text.utf8)
    var index = text.first == UInt8(ascii: "\"") ? 1 : 0
    while index + 3 < text.count {
      bytes.append(digit(text[index + 2]) << 4 | digit(text[index + 3]))
      index += 4
    }
    return bytes
  }
}
