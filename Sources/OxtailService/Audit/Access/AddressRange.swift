import Foundation

/// IPv4 or IPv6 addresses as Apache's allow lists write them: `192.0.2.10`, `192.0.2`, `192.0.2.0/24`, `192.0.2.0/255.255.255.0`.
struct AddressRange: Hashable {
  private let bytes: [UInt8]
  private let bitCount: Int

  var isSingle: Bool { bitCount == bytes.count * 8 }

  init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2, let address = Self.address(parts[0]) else { return nil }
    let length: Int
    if parts.count == 1 {
      length = address.bitCount
    } else if let count = Int(parts[1]), 0...(address.bytes.count * 8) ~= count {
      length = count
    } else if let mask = Self.bytes(parts[1], AF_INET, 4), address.bytes.count == 4 {
      length = mask.reduce(0) { $0 + $1.nonzeroBitCount }
    } else {
      return nil
    }
    bytes = address.bytes
    bitCount = length
  }

  func contains(_ other: AddressRange) -> Bool {
    guard bytes.count == other.bytes.count, bitCount <= other.bitCount else { return false }
    return (0..<bitCount).allSatisfy { bit in
      let mask: UInt8 = 0x80 >> UInt8(bit % 8)
      return bytes[bit / 8] & mask == other.bytes[bit / 8] & mask
    }
  }

  /// A whole address, or the first one to three numbers of one.
  private static func address(_ text: String) -> (bytes: [UInt8], bitCount: Int)? {
    if text.contains(":") { return bytes(text, AF_INET6, 16).map { ($0, 128) } }
    let numbers = text.split(separator: ".", omittingEmptySubsequences: false)
    // The old form ends in a dot.
    let given = numbers.last == "" ? numbers.dropLast() : numbers[...]
    guard 1...4 ~= given.count else { return nil }
    let whole = (given.map(String.init) + Array(repeating: "0", count: 4 - given.count)).joined(separator: ".")
    return bytes(whole, AF_INET, 4).map { ($0, given.count * 8) }
  }

  private static func bytes(_ text: String, _ family: Int32, _ count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    let isRead = unsafe bytes.withUnsafeMutableBytes { unsafe inet_pton(family, text, $0.baseAddress) == 1 }
    return isRead ? bytes : nil
  }
}
