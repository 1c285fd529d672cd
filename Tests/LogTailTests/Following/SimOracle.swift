import TestSupport

@testable import LogTail

extension SimWorld {
  /// What an index must hold, and what not: each byte that can still be found, once, and nothing that was never written.
  ///
  /// - Returns: What is wrong.
  func complaints() -> [String] {
    sink.complaints + untiled() + invented() + doubled() + lost()
  }

  /// What lies there and what is committed, in two lines.
  var summary: String {
    let files = disk.names.sorted { $0.key < $1.key }.map { name, inode in
      "\(name) #\(inode.number) \(inode.bytes.count)B life \(inode.label.life.map(String.init) ?? "-")"
    }
    let generations = sink.generations.map { generation in
      "\(generation.id ?? 0): \(generation.path) #\(generation.key?.inode ?? 0) \(generation.start)-\(generation.offset)-\(generation.size)"
    }
    return "\(disk.nowMs) ms; files " + files.joined(separator: ", ") + "\n    index "
      + generations.joined(separator: ", ")
  }

  private func untiled() -> [String] {
    sink.database.sorted { $0.key < $1.key }.flatMap { id, stored -> [String] in
      var next = stored.generation.start
      for row in stored.rows {
        if row.offset != next { return ["generation \(id): a row at \(row.offset) where \(next) is due"] }
        next += row.bytes.count
      }
      return next == stored.generation.size
        ? [] : ["generation \(id): rows end at \(next), not \(stored.generation.size)"]
    }
  }

  private func invented() -> [String] {
    sink.database.sorted { $0.key < $1.key }.compactMap { id, stored in
      let bytes = stored.bytes
      return lives.contains { $0.bytes.starts(with: bytes) }
        ? nil : "generation \(id) is in no log: \(text(bytes.prefix(80)))"
    }
  }

  /// Lines with a serial number stand in one place only.
  private func doubled() -> [String] {
    var places: [[UInt8]: Int64] = [:]
    var wrong: [String] = []
    for (id, stored) in sink.database.sorted(by: { $0.key < $1.key }) {
      for line in stored.bytes.split(separator: UInt8(ascii: "\n")).map({ Array($0.drop { $0 == 0 }) })
      where line.count > 6 && line[0] == UInt8(ascii: "0") {
        if let other = places[line] { wrong.append("generations \(other) and \(id) hold both \(text(line[...]))") }
        places[line] = id
      }
    }
    return wrong
  }

  private func lost() -> [String] {
    let stored = sink.database.values.map(\.bytes)
    var due = lives.indices.map { (life: $0, bytes: available($0)) }
    due += pinned
    return due.compactMap { life, bytes in
      guard bytes > 0 else { return nil }
      let wanted = lives[life].bytes.prefix(bytes)
      if stored.contains(where: { $0.starts(with: wanted) }) { return nil }
      let most = stored.filter { lives[life].bytes.starts(with: $0) }.map(\.count).max() ?? 0
      return "life \(life): \(most) of \(bytes) bytes: \(text(wanted.prefix(40)))"
    }
  }

  private func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self).replacing("\n", with: "\\n").replacing("\0", with: "\\0")
  }
}
