/// Finds the generations that a file may hold by its first bytes, among thousands.
///
/// The first rung is the minute in which a log begins, which hundreds have in common; the second one holds a whole record.
struct Beginnings {
  private static let second = 256

  /// Those that have a first rung, by its hash, and those that have a second one.
  private var first: [[UInt8]: [Int]] = [:]
  private var second: [[UInt8]: [Int]] = [:]
  /// Those that have no second rung, and those that have none.
  private var withoutSecond: Set<Int> = []
  private var withoutAny: Set<Int> = []

  /// What is known of a generation's beginning; more of it may be put later.
  mutating func put(_ number: Int, _ ladder: [FileIdentity.Rung]) {
    remove(number)
    guard let first = ladder.first else {
      withoutAny.insert(number)
      return
    }
    Self.add(number, to: &self.first[first.hash, default: []])
    if let second = ladder.first(where: { $0.length == Self.second }) {
      Self.add(number, to: &self.second[second.hash, default: []])
    } else {
      withoutSecond.insert(number)
    }
  }

  /// Numbers are never given again: what stands in the lists of hashes is found by nobody.
  mutating func remove(_ number: Int) {
    withoutAny.remove(number)
    withoutSecond.remove(number)
  }

  /// - Returns: The generations that may begin as the file does, the oldest first; `nil` where the file is shorter than the first rung.
  func numbers(_ head: inout HeadPrint) -> [Int]? {
    guard head.bytes.count >= FileIdentity.shortestRung else { return nil }
    var numbers = first[head.hash(FileIdentity.shortestRung), default: []]
    if head.bytes.count >= Self.second {
      numbers = numbers.filter(withoutSecond.contains) + second[head.hash(Self.second), default: []]
    }
    return (numbers + withoutAny).sorted()
  }

  /// The rungs by which a file's beginning is found.
  static func ladder(_ head: inout HeadPrint) -> [FileIdentity.Rung] {
    [FileIdentity.shortestRung, second].filter { $0 <= head.bytes.count }
      .map { FileIdentity.Rung(length: $0, hash: head.hash($0)) }
  }

  private static func add(_ number: Int, to numbers: inout [Int]) {
    if !numbers.contains(number) { numbers.append(number) }
  }
}
