import LogPipeline
import Yams

/// One decoded pattern file: a layout, a family of causes, or the field rules of a side. Which one, its content tells.
package struct PatternFile: Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case layout, failures, fields
  }

  /// The path as the user named it, or `built-in:` and the path in `Patterns/`.
  package let name: String
  /// `nil` if the content shows none.
  package let kind: Kind?
  package let library: PatternLibrary
  /// All that breaks the schema; such entries are left out of `library`.
  package let errors: [PatternError]

  /// - Parameter name: `nil` for a built-in file: it is named after what it holds.
  package init(text: String, name: String?) {
    var library = PatternLibrary()
    do {
      // The basic resolver leaves every scalar the text that it is: the default one tries a dozen regular expressions on
      // each key. Without the encoding, it would be looked up in the environment for every file.
      let root = try Yams.Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot() ?? Node("")
      let kind = Self.kind(of: root)
      let problems = FileProblems(file: name ?? Self.builtinName(kind, root))
      Self.decode(root, kind, into: &library, problems)
      self.init(name: problems.file, kind: kind, library: library, errors: Self.sorted(problems.errors))
    } catch {
      let name = name ?? BuiltinPatterns.name
      self.init(name: name, kind: nil, library: library, errors: [YAMLFault.error(error, file: name)])
    }
  }

  /// In the order of lines, as somebody corrects them.
  private static func sorted(_ errors: [PatternError]) -> [PatternError] {
    errors.enumerated().sorted { ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset) }.map(\.element)
  }

  private init(name: String, kind: Kind?, library: PatternLibrary, errors: [PatternError]) {
    self.name = name
    self.kind = kind
    self.library = library
    self.errors = errors
  }

  private static func kind(of root: Node) -> Kind? {
    guard let mapping = root.mapping else { return nil }
    for (key, _) in mapping {
      switch key.scalar?.string {
      case "first_line": return .layout
      case "causes": return .failures
      case "rules": return .fields
      default: continue
      }
    }
    return nil
  }

  /// `built-in:failures/limit.yaml`: a built-in file is named after the id, family or side that it holds.
  private static func builtinName(_ kind: Kind?, _ root: Node) -> String {
    let mapping = root.mapping?.map { ($0.key.scalar?.string ?? "", $0.value.scalar?.string ?? "") } ?? []
    func value(_ key: String) -> String { mapping.first { $0.0 == key }?.1 ?? "" }
    switch kind {
    case .layout: return "\(BuiltinPatterns.name):layouts/\(value("id")).yaml"
    case .failures: return "\(BuiltinPatterns.name):failures/\(value("family")).yaml"
    case .fields: return "\(BuiltinPatterns.name):fields/\(value("side")).yaml"
    case nil: return BuiltinPatterns.name
    }
  }

  private static func decode(
    _ root: Node, _ kind: Kind?, into library: inout PatternLibrary, _ problems: FileProblems
  ) {
    guard let kind else {
      problems.add(
        "is no pattern file; expected one of the keys `first_line` (a layout), `causes` (failures), `rules` (fields)",
        line: 1)
      return
    }
    guard let reader = MappingReader(root, what: "a pattern file", problems: problems) else { return }
    switch kind {
    case .layout: LayoutDecoder.decode(reader, problems).map { library.layouts.append($0) }
    case .failures: library.causes = CauseDecoder.decode(file: reader, problems)
    case .fields: library.fieldRules = FieldRuleDecoder.decode(file: reader, problems)
    }
  }
}
