/// A layout whose expressions compile and say what a head needs: all that can be wrong with it is told.
///
/// What reads heads fast is made of it by ``Layout``, which takes several times as long: no run needs that before it reads a log.
struct CheckedLayout: Sendable {
  let spec: LayoutSpec
  let first: Expression
  let second: Expression?
  let property: Expression?
  let exception: Expression?
  let frame: Expression?
  let rule: TimestampRule
  let groups: HeadGroups
  let secondGroups: HeadGroups

  /// - Throws: ``PatternError`` for an expression that does not compile, an unknown time directive or missing groups.
  init(_ spec: LayoutSpec) throws(PatternError) {
    func fail(_ message: String, _ expression: ExpressionError? = nil) -> PatternError {
      PatternError(
        file: spec.place.file, line: spec.place.line, id: spec.id, message: message, expression: expression)
    }
    func compile(_ text: String, _ key: String) throws(PatternError) -> Expression {
      do { return try Expression(Self.withoutRest(text)) } catch {
        throw fail("`\(key)` is no valid expression: \(error.reason)", error)
      }
    }
    self.spec = spec
    first = try compile(spec.firstLine, "first_line")
    second = if let text = spec.secondLine { try compile(text, "second_line") } else { nil }
    property = if let text = spec.property { try compile(text, "property") } else { nil }
    exception = if let text = spec.exception { try compile(text, "exception") } else { nil }
    frame = if let text = spec.frame { try compile(text, "frame") } else { nil }
    guard let rule = TimestampRule(spec.time) else {
      throw fail("`time: \(spec.time)` holds a directive other than %Y %m %d %H %M %S %f %z %b %p")
    }
    self.rule = rule
    guard spec.json == nil || spec.secondLine == nil else {
      throw fail("a layout with `json` has no `second_line`: a record is one line")
    }
    groups = HeadGroups(first)
    secondGroups = if let second { HeadGroups(second) } else { groups }
    guard groups.ts != nil else { throw fail("`first_line` has no group named `ts`") }
    guard groups.level != nil || secondGroups.level != nil || spec.level != nil else {
      throw fail("no line of the head has a group named `level`, and no `level:` says what every record has")
    }
    guard spec.firstLine.hasPrefix("^") else { throw fail("`first_line` must begin with ^: a head begins its line") }
  }

  /// A line's rest as its message, `(?<msg>.*)$`, is only asked where it begins: looking at it costs time, and a message in another
  /// encoding, or one that the cap cuts within a character, would hide its head.
  private static func withoutRest(_ regex: String) -> String {
    let rest = "(?<msg>.*)$"
    return regex.hasSuffix(rest) ? regex.dropLast(rest.count) + "(?<msg>)" : regex
  }
}

/// The numbers of the groups that have a meaning in a head.
struct HeadGroups {
  var ts, frac, tz, mer, year, month, day, level, msg, request: Int?

  var all: Set<Int> { Set([ts, frac, tz, mer, year, month, day, level, msg, request].compactMap(\.self)) }

  init(_ expression: borrowing Expression) {
    for (name, group) in expression.captureNames {
      switch name {
      case "ts": ts = group
      case "frac": frac = group
      case "tz": tz = group
      case "mer": mer = group
      case "year": year = group
      case "month": month = group
      case "day": day = group
      case "level": level = group
      case "msg": msg = group
      case "request": request = group
      default: break
      }
    }
  }
}
