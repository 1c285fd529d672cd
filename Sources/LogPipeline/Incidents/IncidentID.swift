/// Names incidents: `OX-` and characters of Crockford's base 32 from the hash of the fingerprint and of the first event's
/// identity, five of them, more where two would be equal.
enum IncidentID {
  private static let lengthMin = 5
  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

  static func ids(for hashes: [[UInt8]]) -> [String] {
    let full = hashes.map(base32)
    var length = lengthMin
    while length < (full.map(\.count).max() ?? 0), Set(full.map { $0.prefix(length) }).count < Set(full).count {
      length += 1
    }
    var counts: [Substring: Int] = [:]
    for text in full { counts[text.prefix(lengthMin), default: 0] += 1 }
    // Only those that collide grow longer.
    return full.map { text in
      "OX-" + (counts[text.prefix(lengthMin)] == 1 ? text.prefix(lengthMin) : text.prefix(length))
    }
  }

  private static func base32(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    var buffer = 0
    var bits = 0
    for byte in bytes.prefix(20) {
      buffer = (buffer << 8 | Int(byte)) & 0xFFF
      bits += 8
      while bits >= 5 {
        result.append(alphabet[buffer >> (bits - 5) & 31])
        bits -= 5
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
