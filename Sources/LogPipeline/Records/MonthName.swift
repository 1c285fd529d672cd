/// The name of a month in English, German, Spanish, French, Italian, Dutch or Portuguese, as Java writes it: whole or cut, in upper or
/// lower case, with its accents or with the question marks that a JVM without an encoding for them writes instead.
///
/// Three letters tell the month in all of these languages at once; only French June and July need the fourth.
struct MonthName {
  /// The first four letters, folded, the first one highest; as many as there are.
  private var key: UInt32 = 0
  private var count = 0

  mutating func append(_ letter: UInt8) {
    if count < 4 { key = key << 8 | UInt32(letter) }
    count += 1
  }

  /// 1 to 12.
  var number: Int? {
    guard count >= 3 else { return nil }
    let three = count == 3 ? key : key >> 8
    if three == Self.key("jui") { return count == 3 ? nil : Self.french[key] }
    return Self.numbers[three]
  }

  /// The letter at `index` without case and accent, and the bytes that it takes.
  static func letter(in bytes: RawSpan, at index: Int) -> (folded: UInt8, byteCount: Int)? {
    guard index < bytes.byteCount else { return nil }
    switch bytes[index] {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "?"): return (bytes[index], 1)
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): return (bytes[index] | 0x20, 1)
    case 0xC3 where index + 1 < bytes.byteCount:
      switch bytes[index + 1] | 0x20 {
      case 0xA4: return (UInt8(ascii: "a"), 2)
      case 0xA7: return (UInt8(ascii: "c"), 2)
      case 0xA9: return (UInt8(ascii: "e"), 2)
      case 0xBB: return (UInt8(ascii: "u"), 2)
      default: return nil
      }
    default: return nil
    }
  }

  private static func key(_ letters: String) -> UInt32 { letters.utf8.reduce(0) { $0 << 8 | UInt32($1) } }

  private static let french = [key("juin"): 6, key("juil"): 7]

  private static let numbers: [UInt32: Int] = {
    let names = [
      "jan ene gen j?n", "feb fev f?v", "mar mrz mrt maa m?r", "apr abr avr", "mai may mei mag", "jun giu", "jul lug",
      "aug ago aou ao?", "sep set", "oct okt ott out", "nov", "dec dez dic d?c",
    ]
    var numbers: [UInt32: Int] = [:]
    for (index, words) in names.enumerated() {
      for word in words.split(separator: " ") { numbers[key(String(word))] = index + 1 }
    }
    return numbers
  }()
}
