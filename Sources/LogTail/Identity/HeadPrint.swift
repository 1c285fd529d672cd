/// A file's beginning while it is compared with many generations: each of its prefixes is hashed once.
package struct HeadPrint {
  let bytes: [UInt8]
  private let identity: FileIdentity
  private var hashes: [Int: [UInt8]] = [:]

  package init(_ bytes: [UInt8], _ identity: FileIdentity) {
    self.bytes = bytes
    self.identity = identity
  }

  mutating func hash(_ length: Int) -> [UInt8] {
    if let known = hashes[length] { return known }
    let hash = identity.hash(of: bytes[..<length])
    hashes[length] = hash
    return hash
  }

  private mutating func agrees(_ rung: FileIdentity.Rung) -> Bool {
    rung.length <= bytes.count && hash(rung.length) == rung.hash
  }

  /// - Returns: How the beginning fits, and how many bytes of it are proven to be the generation's.
  /// - Complexity: The rungs are tried from the shortest on, so that a stranger costs no more than what it has in common with the generation.
  package mutating func fit(_ ladder: [FileIdentity.Rung]) -> (fit: FileIdentity.Fit, agreedBytes: Int) {
    guard let longest = ladder.last, let shortest = ladder.first, bytes.count >= shortest.length else {
      return (.undecided, 0)
    }
    var agreed = 0
    for rung in ladder {
      guard agrees(rung) else { break }
      agreed = rung.length
    }
    if agreed == longest.length { return (.same, agreed) }
    let isLongest = ladder.last { $0.length <= bytes.count }?.length == agreed
    return (isLongest && bytes.count < longest.length ? .prefix : .differs, agreed)
  }
}
