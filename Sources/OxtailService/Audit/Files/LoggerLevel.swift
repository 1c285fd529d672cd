/// The level of one of Open-Xchange's loggers.
struct LoggerLevel {
  /// Empty for the root.
  var logger: String
  var level: String
  var line: Int

  /// Those of a logback.xml; what stands in comments is none.
  static func logback(_ lines: [String]) -> [LoggerLevel] {
    var isComment = false
    return lines.enumerated().compactMap { index, raw in
      let line = withoutComments(raw, &isComment)
      guard let level = line.firstMatch(of: /\blevel\s*=\s*"(\w+)"/)?.1 else { return nil }
      if line.contains("<root") { return LoggerLevel(logger: "", level: String(level), line: index + 1) }
      guard let name = line.firstMatch(of: /<logger\s[^>]*\bname\s*=\s*"([^"]*)"/)?.1 else { return nil }
      return LoggerLevel(logger: String(name), level: String(level), line: index + 1)
    }
  }

  /// Those of a file-logging.properties: `.level=INFO`, `com.openexchange.level=FINE`.
  static func javaLogging(_ properties: JavaProperties) -> [LoggerLevel] {
    properties.properties.filter { $0.key.hasSuffix(".level") }.map {
      LoggerLevel(logger: String($0.key.dropLast(".level".count)), level: $0.value, line: $0.line)
    }
  }

  /// Whether provisioning is logged at a level that turns files over within seconds.
  var isDebug: Bool {
    let isOurs = logger.isEmpty || "com.openexchange.admin".hasPrefix(logger) || logger.hasPrefix("com.openexchange")
    return isOurs && ["DEBUG", "TRACE", "ALL", "FINE", "FINER", "FINEST"].contains(level.uppercased())
  }

  private static func withoutComments(_ line: String, _ isComment: inout Bool) -> String {
    var result = ""
    var rest = line[...]
    while !rest.isEmpty {
      guard let mark = rest.firstRange(of: isComment ? "-->" : "<!--") else {
        return isComment ? result : result + rest
      }
      if !isComment { result += rest[..<mark.lowerBound] }
      rest = rest[mark.upperBound...]
      isComment.toggle()
    }
    return result
  }
}
