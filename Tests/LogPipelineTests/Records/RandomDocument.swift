import TestSupport

/// Documents of everything that has ever stood in these logs, in any order.
enum RandomDocument {
  static func bytes(_ random: inout Seeded, fragments: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<fragments {
      var fragment = random.happens(oneIn: 3) ? head(&random) : random.pick(lines)
      if random.happens(oneIn: 6) { fragment = Array(fragment.prefix(random.number(fragment.count + 1))) }
      bytes += fragment
      bytes += random.pick(endings)
    }
    return bytes
  }

  private static func head(_ random: inout Seeded) -> [UInt8] {
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
    let (day, hour, minute) = (1 + random.number(31), random.number(24), two(random.number(61)))
    let text =
      switch random.number(6) {
      case 0: "[2017-09-\(two(day)) \(two(hour)):\(minute):41] ERR [panel] message"
      case 1:
        "[2017-09-\(two(day)) \(two(hour)):\(minute):41.123] 66792:59c0e5\(two(day))4eb73 WARN [extension/x] message"
      case 2: "2017-09-\(two(day))T\(two(hour)):\(minute):41,123+0200 ERROR [W-1] com.openexchange.admin.A.b(A.java:1)"
      case 3: "Sep \(day), 2017 \(hour):\(minute):41 PM com.openexchange.admin.A create\nSEVERE: message"
      case 4: "Sep \(day), 2017 \(hour):\(minute):41 PM com.openexchange.admin.A create"
      default: "\(two(day)).09.2017 \(two(hour)):\(minute):41 com.openexchange.admin.A create\r\nWARNUNG: message"
      }
    return Array(text.utf8)
  }

  private static let endings: [[UInt8]] = [
    [0x0A], [0x0A], [0x0A], [0x0A], [0x0D, 0x0A], [0x0D, 0x0A], [0x0D], [], [0x0A, 0x0A], [0x0A, 0x00, 0x00], [0x00],
  ]

  private static let lines: [[UInt8]] =
    [
      "", " ", "SEVERE: a second line", "INFO: ", "WARNUNG: x", " com.openexchange.request.trackingId=1-2",
      "com.openexchange.A: text", "\tat a.b.C.d(C.java:1)", "\t... 2 more", "Caused by: a.b.D: é",
      "#0 /a.php(12): A->b('x')",
      "file: /a.php", "{", "SoapFault exception: [HTTP] Forbidden in /a.php:1",
      " [2017-09-19 12:29:41] ERR [panel] indented",
      "[2017-09-19 12:29:41", "€", "Nov", "\u{1B}[31m",
    ].map { Array($0.utf8) } + [
      [0xFF, 0xFE], [0xE2, 0x82], [0x00, 0x00, 0x00], [0x5B], [UInt8](repeating: 0x78, count: 300),
    ]
}
