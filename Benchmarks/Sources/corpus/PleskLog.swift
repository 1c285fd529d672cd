/// Records of a Plesk Obsidian host.
struct PleskLog {
  private static let components = ["panel", "util_exec", "extension/git", "extension/wp-toolkit"]

  static func noise(_ clock: Clock, _ random: inout SplitMix) -> String {
    head(clock, random.pick(["INFO", "DEBUG", "WARN", "ERR"]), random.pick(components), &random)
      + "proc_close() returned \(random.below(3)) for job \(random.below(99_999)) of domain web\(random.below(9999)).example\n"
  }

  /// A failed installation around `fault`, as Plesk's wrapper prints it.
  static func failure(_ clock: Clock, fault: String, _ random: inout SplitMix) -> String {
    let frames = (0..<(3 + random.below(6))).map {
      "#\($0) /opt/psa/var/apspackages/open-xchange/scripts/ox.php(\(100 + $0 * 7)): OXContext->create(Array, Object(stdClass))"
    }
    return head(clock, "ERR", "panel", &random)
      + "Unable to install application Open-Xchange on kunde\(random.below(9999)).example: Non-zero exit status returned by script. Output stream: ''. "
      + "Error stream: 'PHP Fatal error:  Uncaught SoapFault exception: [soap:Server] \(fault) in /opt/psa/var/apspackages/open-xchange/scripts/ox.php:214\n"
      + "Stack trace:\n\(frames.joined(separator: "\n"))\n#\(frames.count) {main}\n'\n"
  }

  private static func head(_ clock: Clock, _ level: String, _ component: String, _ random: inout SplitMix) -> String {
    let id = String(clock.unixSeconds, radix: 16) + String(0x10000 + random.below(0xEFFFF), radix: 16)
    return "[\(clock.plesk)] \(1000 + random.below(60_000)):\(id) \(level) [\(component)] "
  }
}
