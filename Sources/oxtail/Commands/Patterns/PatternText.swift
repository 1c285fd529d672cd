import LogPipeline
import PatternFiles

/// Lays an entry out for reading.
enum PatternText {
  /// - Returns: `nil` if no entry has the id.
  static func lines(for id: String, in layers: PatternLayers) -> [String]? {
    let library = layers.library
    var entries: [[String]] = []
    let origin = origin(of: id, in: layers)
    if let cause = library.causes.first(where: { $0.id == id }) { entries.append(lines(cause, origin)) }
    if let layout = library.layouts.first(where: { $0.id == id }) { entries.append(lines(layout, origin)) }
    if let rule = library.fieldRules.first(where: { $0.id == id }) { entries.append(lines(rule, origin)) }
    return entries.isEmpty ? nil : Array(entries.joined(separator: [""]))
  }

  private static func origin(of id: String, in layers: PatternLayers) -> [String] {
    let places = layers.places(of: id).map { "\($0.file):\($0.line)" }
    return row("defined", places.last ?? "-") + places.dropLast().reversed().flatMap { row("overrides", $0) }
  }

  static func meaning(of rule: FieldRuleSpec) -> String {
    switch rule.role {
    case .fields: "reads fields"
    case .context: "shows the context of the APS package"
    case .foreign: "shows that a record belongs to something else"
    }
  }

  // MARK: Entries

  private static func lines(_ cause: CauseSpec, _ origin: [String]) -> [String] {
    var lines = [safe(cause.id), "  " + safe(cause.title), ""]
    lines += row("kind", cause.kind.rawValue) + row("owner", cause.owner.rawValue) + row("retry", cause.retry.rawValue)
    lines += row("grade", "\(cause.grade.rawValue), \(words(cause.grade))") + row("affects", cause.affects.rawValue)
    lines += row("ox logs", cause.oxLogs.rawValue)
    if let statuses = cause.httpStatus {
      lines += row(
        "status",
        statuses.isEmpty ? "none: no web server sees the call" : statuses.map(String.init).joined(separator: ", "))
    }
    if let version = cause.fixedIn { lines += row("fixed in", version) }
    if cause.isDerived { lines += row("derived", "no text shows it; a rule finds it") }
    if !cause.before.isEmpty { lines += row("before", cause.before.joined(separator: ", ")) }
    for condition in cause.when {
      lines += row("when", "\(condition.field.rawValue) \(condition.isNegated ? "is not" : "is") \(condition.value)")
    }
    lines += origin
    lines += section("Explanation", PatternsOutput.wrapped(safe(cause.explain), width: PatternsOutput.width - 2))
    lines += section("Check", cause.check.map(safe)) + section("Fix", cause.fix.map(safe))
    for (index, text) in cause.texts.enumerated() {
      lines += section("Text \(index + 1) of \(cause.texts.count)", textLines(text))
    }
    return lines + section("Links", cause.links.map(safe))
  }

  private static func textLines(_ text: TextSpec) -> [String] {
    var lines = [safe(text.regex)]
    let code = text.code.map { ", behind the code [\($0)]" } ?? ""
    lines.append(
      "\(text.sides.map(\.rawValue).joined(separator: ", ")); layer \(text.layer.rawValue)\(code); "
        + "\(safe(text.place.file)):\(text.place.line)")
    return lines + samples(text.matches, text.refuses)
  }

  private static func samples(_ matches: [TextSpec.Sample], _ refuses: [String]) -> [String] {
    matches.flatMap { sample in
      ["+ " + safe(sample.text)]
        + sample.captures.sorted { $0.key < $1.key }.map { "    \(safe($0.key)) = \(safe($0.value))" }
    } + refuses.map { "- " + safe($0) }
  }

  private static func lines(_ layout: LayoutSpec, _ origin: [String]) -> [String] {
    var lines = [safe(layout.id), "  " + safe(layout.title), ""]
    lines += row("side", layout.side.rawValue) + row("time", layout.time)
    let levels = layout.levels.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
    if let keys = layout.json {
      let names = JSONKeys.Role.allCases.compactMap { role in
        keys.names[role].map { "\(role.rawValue)=\($0.joined(separator: "|"))" }
      }
      lines += row("json keys", names.joined(separator: " "))
    }
    if let level = layout.level { lines += row("level", level.rawValue) }
    if !levels.isEmpty {
      lines += row("levels", levels.map { "\($0.key)=\($0.value.rawValue)" }.joined(separator: " "))
    }
    lines += origin
    let expressions = [
      ("First line", layout.firstLine), ("Second line", layout.secondLine), ("Property", layout.property),
      ("Exception", layout.exception), ("Frame", layout.frame),
    ]
    for (name, expression) in expressions { lines += section(name, [expression].compactMap { $0 }.map(safe)) }
    let samples = layout.samples.flatMap { sample in
      sample.text.split(separator: "\n").map { "+ " + safe(String($0)) }
        + [
          "    "
            + [sample.level.rawValue, safe(sample.time), safe(sample.message ?? "")].filter { !$0.isEmpty }
            .joined(separator: " ")
        ]
    }
    let refused = layout.refuses.flatMap { $0.split(separator: "\n").map { "- " + safe(String($0)) } }
    return lines + section("Samples", samples + refused)
  }

  private static func lines(_ rule: FieldRuleSpec, _ origin: [String]) -> [String] {
    [safe(rule.id), "  " + meaning(of: rule), ""] + row("side", rule.side.rawValue) + origin
      + section("Expression", [safe(rule.regex)]) + section("Samples", samples(rule.matches, rule.refuses))
  }

  // MARK: Pieces

  private static func safe(_ text: String) -> String { PatternsOutput.safe(text) }

  private static func row(_ key: String, _ value: String) -> [String] {
    let lines = PatternsOutput.wrapped(safe(value), width: PatternsOutput.width - 13)
    return lines.enumerated().map { "  " + PatternsOutput.padded($0.offset == 0 ? key : "", 11) + $0.element }
  }

  private static func section(_ title: String, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : ["", title] + lines.map { "  " + $0 }
  }

  private static func words(_ grade: CauseSpec.Grade) -> String {
    switch grade {
    case .verbatim: "seen verbatim"
    case .laboratory: "produced by the real program"
    case .source: "read from the source code"
    case .inferred: "inferred"
    case .unconfirmed: "never confirmed"
    }
  }
}
