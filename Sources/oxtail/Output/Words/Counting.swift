extension SafeText {
  /// `1 incident`, `2 incidents`, `1,234 records`.
  static func count(_ number: Int, _ noun: String, plural: String? = nil) -> SafeText {
    "\(grouped(number)) \(number == 1 ? noun : plural ?? noun + "s")"
  }

  /// `1,234,567`
  static func grouped(_ number: Int) -> SafeText {
    var digits = Array(String(number.magnitude))
    for index in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: index) }
    return SafeText((number < 0 ? "-" : "") + String(digits))
  }

  /// `812 bytes`, `81 KB`, `1.4 MB`: decimal, as `ls --si` has it.
  static func size(_ bytes: Int) -> SafeText {
    var (value, unit) = (Double(bytes), 0)
    let units = ["bytes", "KB", "MB", "GB", "TB"]
    while value >= 999.5, unit < units.count - 1 {
      value /= 1000
      unit += 1
    }
    guard unit > 0 else { return count(bytes, "byte") }
    let rounded = value < 9.95 ? String((value * 10).rounded() / 10) : String(Int(value.rounded()))
    return "\(rounded) \(units[unit])"
  }

  /// `40 s`, `12 min`, `3 h`, `2 days`: one unit, rounded down; below two of a unit the smaller one.
  static func duration(_ ms: Int64) -> SafeText {
    let seconds = max(0, ms) / 1000
    for (unit, length) in [("days", 86_400), ("h", 3600), ("min", 60)] as [(String, Int64)] where seconds >= 2 * length
    {
      return SafeText(String(seconds / length) + " " + unit)
    }
    return SafeText(String(seconds) + " s")
  }

  /// `a, b and 7 more`
  static func list(_ names: [SafeText], max count: Int) -> SafeText {
    let shown = names.prefix(count).joined(separator: ", ")
    return names.count > count ? "\(shown) and \(names.count - count) more" : shown
  }

  /// `+0.359 s`, `+72.0 s`, `+12 min`: how much later something was.
  static func secondsLater(_ ms: Int64) -> SafeText {
    let size = abs(ms)
    let sign = ms < 0 ? "-" : "+"
    if size >= 600_000 { return "\(sign)\(duration(size))" }
    let fraction = String(1000 + size % 1000).dropFirst()
    return "\(sign)\(String(size / 1000)).\(size < 10_000 ? fraction : fraction.prefix(1)) s"
  }
}
