/// `11.5.30`: numbers that are compared one by one; a missing one counts as 0.
package struct VersionNumber: Comparable, Hashable, Sendable, CustomStringConvertible {
  let parts: [Int]

  init(_ parts: Int...) { self.parts = parts }

  /// The version at the text's beginning, such as that of a package (`1:7.6.2-10~deb` is 7.6.2); `nil` where none stands.
  init?(_ text: some StringProtocol) {
    // Debian writes an epoch in front.
    let start = text.firstIndex(of: ":").map { text.index(after: $0) } ?? text.startIndex
    let digits = text[start...].prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    // More than nine digits are no version.
    let parts = digits.split(separator: ".").compactMap { $0.count <= 9 ? Int($0) : nil }
    guard !parts.isEmpty, digits.first != "." else { return nil }
    self.parts = parts
  }

  package var description: String { parts.map(String.init).joined(separator: ".") }

  package static func < (left: VersionNumber, right: VersionNumber) -> Bool {
    let count = max(left.parts.count, right.parts.count)
    return left.padded(count).lexicographicallyPrecedes(right.padded(count))
  }

  package static func == (left: VersionNumber, right: VersionNumber) -> Bool { !(left < right) && !(right < left) }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(Array(parts.reversed().drop { $0 == 0 }))
  }

  private func padded(_ count: Int) -> [Int] { parts + Array(repeating: 0, count: count - parts.count) }
}
