import Foundation
import TestSupport

/// A disk whose power may be lost: what was written since a file's last sync is there, torn or missing; so are names since a sync of their directory or file.
struct LossyDisk {
  /// What is written whole or not at all.
  private static let sectorBytes = 512

  private struct File {
    var durable = Data()
    var now = Data()
    var pending: [(number: Int, change: Change)] = []
  }

  private enum Change {
    case write(offset: Int, Data)
    case truncate(size: Int)

    func apply(to data: inout Data) {
      switch self {
      case .write(let offset, let bytes):
        if data.count < offset + bytes.count { data.append(Data(count: offset + bytes.count - data.count)) }
        data.replaceSubrange(offset..<offset + bytes.count, with: bytes)
      case .truncate(let size):
        data = data.prefix(size) + Data(count: max(0, size - data.count))
      }
    }
  }

  private enum NameChange {
    case set(String, file: Int)
    case remove(String)

    func apply(to names: inout [String: Int]) {
      switch self {
      case .set(let name, let file): names[name] = file
      case .remove(let name): names[name] = nil
      }
    }
  }

  private var files: [File] = []
  private var names: [String: Int] = [:]
  private var durableNames: [String: Int] = [:]
  private var pendingNames: [[NameChange]] = []
  private var number = 0
  /// Where nobody asks for a sync, the system writes what has been waiting for so many operations; `nil` where programs ask.
  private let writesBackAfter: Int?

  init(writesBackAfter: Int? = nil) { self.writesBackAfter = writesBackAfter }

  mutating func accept(_ operation: DiskOperation) {
    number += 1
    switch operation {
    case .create(let name):
      guard names[name] == nil else { break }
      files.append(File())
      change([.set(name, file: files.count - 1)])
    case .write(let name, let offset, let bytes): change(name, .write(offset: offset, bytes))
    case .append(let name, let bytes): change(name, .write(offset: names[name].map { files[$0].now.count } ?? 0, bytes))
    case .truncate(let name, let size): change(name, .truncate(size: size))
    case .sync(let name): if writesBackAfter == nil { sync(name) }
    case .rename(let old, let new):
      if let file = names[old] { change([.remove(old), .set(new, file: file)]) }
    case .unlink(let name): change([.remove(name)])
    }
    if let writesBackAfter { writeBack(before: number - writesBackAfter) }
  }

  private mutating func change(_ changes: [NameChange]) {
    for change in changes { change.apply(to: &names) }
    pendingNames.append(changes)
  }

  private mutating func change(_ name: String, _ change: Change) {
    guard let file = names[name] else { return }
    change.apply(to: &files[file].now)
    files[file].pending.append((number, change))
  }

  private mutating func sync(_ name: String) {
    guard let file = names[name] else {
      // A directory: all names of it.
      durableNames = names
      pendingNames = []
      return
    }
    files[file].durable = files[file].now
    files[file].pending = []
    durableNames[name] = file
  }

  private mutating func writeBack(before oldest: Int) {
    for index in files.indices {
      while let first = files[index].pending.first, first.number < oldest {
        first.change.apply(to: &files[index].durable)
        files[index].pending.removeFirst()
      }
    }
    durableNames = names
    pendingNames = []
  }

  // MARK: What is left

  /// As another program finds the files that did not lose the power.
  func write(to place: (String) -> URL) throws {
    for (name, file) in names { try files[file].now.write(to: place(name)) }
  }

  /// As they are after the power came back.
  func write(_ random: inout Seeded, to place: (String) -> URL) throws {
    // Nothing, some or all of what was pending.
    let share = random.pick([0, 1, 5, 9, 10])
    func isThere(_ random: inout Seeded) -> Bool { random.number(10) < share }
    var names = durableNames
    for changes in pendingNames where isThere(&random) { for change in changes { change.apply(to: &names) } }
    for (name, file) in names.sorted(by: { $0.key < $1.key }) {
      var data = files[file].durable
      for (_, change) in files[file].pending {
        guard case .write(let offset, let bytes) = change else {
          if isThere(&random) { change.apply(to: &data) }
          continue
        }
        var start = offset
        while start < offset + bytes.count {
          let end = min(offset + bytes.count, (start / Self.sectorBytes + 1) * Self.sectorBytes)
          let sector = bytes[bytes.startIndex + start - offset..<bytes.startIndex + end - offset]
          if isThere(&random) { Change.write(offset: start, Data(sector)).apply(to: &data) }
          start = end
        }
      }
      try data.write(to: place(name))
    }
  }
}
