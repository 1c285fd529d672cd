/// One log while it is played: records with the instants at which they are written, in any order.
struct LogFile {
  /// To whom a record belongs.
  enum Origin {
    case noise
    case failure(Int)
    /// Further records of other programs and packages.
    case otherClient, otherPackage
  }

  private struct Entry {
    var writtenMs: Int64
    var text: String
    var origin: Origin
  }

  let side: Truth.Record.Side
  /// Relative to the estate's directory.
  let name: String
  private var entries: [Entry] = []

  init(side: Truth.Record.Side, name: String) {
    self.side = side
    self.name = name
  }

  /// - Parameter text: Whole lines.
  mutating func add(at writtenMs: Int64, _ text: String, _ origin: Origin = .noise) {
    entries.append(Entry(writtenMs: writtenMs, text: text, origin: origin))
  }

  /// The bytes on disk, generation by generation, and where each record of interest begins.
  func finish(generations: Int, _ dice: inout Dice) -> (files: [(name: String, bytes: [UInt8])], places: [Place]) {
    let sorted = entries.indices.sorted {
      (entries[$0].writtenMs, $0) < (entries[$1].writtenMs, $1)
    }
    var cutter = Cutter(count: sorted.count, generations: generations)
    var places: [Place] = []
    var parts: [[UInt8]] = [[]]
    var line = 1
    for (number, index) in sorted.enumerated() {
      let entry = entries[index]
      let bytes = Array(entry.text.utf8)
      let cut = cutter.cut(before: number, in: bytes, &dice)
      if cut == 0 { (line, _) = (1, parts.append([])) }
      if case .noise = entry.origin {
      } else {
        places.append(
          Place(
            record: Truth.Record(side: side, file: "\(parts.count - 1)", line: line, writtenMs: entry.writtenMs),
            origin: entry.origin))
      }
      if let cut, cut > 0 {
        parts[parts.count - 1] += bytes[..<cut]
        parts.append(Array(bytes[cut...]))
        line = 1 + bytes[cut...].count { $0 == UInt8(ascii: "\n") }
      } else {
        parts[parts.count - 1] += bytes
        line += bytes.count { $0 == UInt8(ascii: "\n") }
      }
    }
    let names = parts.indices.map { fileName(age: parts.count - 1 - $0) }
    for index in places.indices {
      places[index].record.file = names[Int(places[index].record.file) ?? 0]
    }
    return (Array(zip(names, parts)).map { (name: $0, bytes: $1) }, places)
  }

  /// A record of interest.
  struct Place {
    var record: Truth.Record
    var origin: Origin
  }

  /// Open-Xchange counts from 0, others append a number to the older ones.
  private func fileName(age: Int) -> String {
    if name.hasSuffix(".0") { return name.dropLast() + "\(age)" }
    return age == 0 ? name : "\(name).\(age)"
  }

  /// Decides where a log is rotated: in front of a record, or within one.
  private struct Cutter {
    private var starts: Set<Int> = []

    init(count: Int, generations: Int) {
      guard generations > 1, count > generations * 4 else { return }
      for part in 1..<generations { starts.insert(count * part / generations) }
    }

    /// - Returns: The byte of the record at which the next generation begins.
    mutating func cut(before number: Int, in bytes: [UInt8], _ dice: inout Dice) -> Int? {
      guard starts.contains(number) else { return nil }
      return dice.happens(0.5) || bytes.count < 200 ? 0 : dice.number(120...bytes.count - 20)
    }
  }
}
