import LogPipeline
import Yams

/// Reads a YAML mapping key by key. What is missing or of the wrong type is noted; a key that nobody asked for is noted by
/// ``finish()``.
///
/// Every value comes from the text as it is written: `100` and `yes` are texts unless a Boolean is asked for.
package struct MappingReader {
  /// Where the mapping's first key stands.
  package let position: TextPosition
  /// The entry's id for messages, once it is known.
  var id: String?
  private let problems: FileProblems
  private var rest: [String: (key: TextPosition, value: Node)] = [:]
  private var asked: [String] = []

  /// - Returns: `nil`, and a problem noted, if `node` is no mapping.
  init?(_ node: Node, what: String, id: String? = nil, problems: FileProblems) {
    self.problems = problems
    self.id = id
    position = TextPosition(node) ?? .start
    guard case .mapping(let mapping) = node else {
      problems.add("\(what) must be a mapping of keys to values", at: position, id: id)
      return nil
    }
    for (key, value) in mapping {
      rest[key.scalar?.string ?? ""] = (TextPosition(key) ?? position, value)
    }
  }

  /// Reads a whole file; one without any content is a mapping without any key.
  ///
  /// - Returns: `nil`, and the problem noted, if it is no YAML or no mapping.
  package init?(text: String, what: String, problems: FileProblems) {
    do {
      let root = try Yams.Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
      let isEmpty = root.map(Self.isNull) ?? true
      self.init(isEmpty ? .mapping(Node.Mapping([])) : root ?? Node(""), what: what, problems: problems)
    } catch {
      problems.add([YAMLFault.error(error, file: problems.file)])
      return nil
    }
  }

  package func has(_ key: String) -> Bool { rest[key] != nil }

  /// 1-based line of the mapping's first key.
  var line: Int { position.line }

  /// The line of a key's value, or of the mapping.
  func line(of key: String) -> Int { position(of: key).line }

  /// Where a key's value stands, or the mapping.
  package func position(of key: String) -> TextPosition {
    rest[key].map { TextPosition($0.value) ?? $0.key } ?? position
  }

  /// Takes a key's value; `null` counts as absent.
  private mutating func take(_ key: String) -> (key: TextPosition, value: Node)? {
    asked.append(key)
    guard let entry = rest.removeValue(forKey: key) else { return nil }
    return Self.isNull(entry.value) ? nil : entry
  }

  private static func isNull(_ node: Node) -> Bool {
    guard case .scalar(let scalar) = node, scalar.style == .plain else { return false }
    return scalar.string.isEmpty || scalar.string == "~" || scalar.string == "null"
  }

  private func missing(_ key: String, _ expected: String) {
    problems.add("`\(key)` is missing; expected \(expected)", at: position, id: id)
  }

  private func wrong(_ key: String, _ expected: String, _ position: TextPosition) {
    problems.add("`\(key)` must be \(expected)", at: position, id: id)
  }

  // MARK: Scalars

  package mutating func string(_ key: String) -> String? {
    guard has(key) else {
      asked.append(key)
      missing(key, "a text")
      return nil
    }
    return optionalString(key)
  }

  package mutating func optionalString(_ key: String) -> String? {
    guard let entry = take(key) else { return nil }
    guard case .scalar(let scalar) = entry.value else {
      wrong(key, "a text", entry.key)
      return nil
    }
    return scalar.string
  }

  package mutating func flag(_ key: String) -> Bool? {
    let position = position(of: key)
    guard let text = optionalString(key) else { return nil }
    guard text == "true" || text == "false" else {
      wrong(key, "true or false", position)
      return nil
    }
    return text == "true"
  }

  /// A word of a closed list; `optional` leaves out the complaint about a missing key.
  package mutating func word<Word: RawRepresentable & CaseIterable>(
    _ key: String, _ type: Word.Type = Word.self, optional: Bool = false
  ) -> Word? where Word.RawValue == String {
    let position = position(of: key)
    guard has(key) else {
      asked.append(key)
      if !optional { missing(key, "one of \(Self.list(type))") }
      return nil
    }
    return optionalString(key).flatMap { word($0, key, position) }
  }

  private func word<Word: RawRepresentable & CaseIterable>(_ text: String, _ key: String, _ position: TextPosition)
    -> Word?
  where Word.RawValue == String {
    if let word = Word(rawValue: text) { return word }
    let hint = Suggestion.text(for: text, among: Word.allCases.map(\.rawValue))
    problems.add("`\(key): \(text)` is none of \(Self.list(Word.self))\(hint)", at: position, id: id)
    return nil
  }

  private static func list<Word: RawRepresentable & CaseIterable>(_ type: Word.Type) -> String
  where Word.RawValue == String {
    type.allCases.map(\.rawValue).joined(separator: ", ")
  }

  // MARK: Lists and mappings

  /// A list of texts with their places; an absent key gives an empty list.
  package mutating func strings(_ key: String) -> [(text: String, position: TextPosition)] {
    nodes(key, "a list of texts").compactMap { node in
      guard case .scalar(let scalar) = node else {
        wrong(key, "a list of texts", TextPosition(node) ?? position)
        return nil
      }
      return (scalar.string, TextPosition(node) ?? position)
    }
  }

  /// A list of HTTP statuses; `nil` where the key is absent.
  mutating func statuses(_ key: String) -> [Int]? {
    guard has(key) else {
      asked.append(key)
      return nil
    }
    return strings(key).compactMap { text, position in
      if let status = Int(text), (100...599).contains(status) { return status }
      wrong(key, "a list of HTTP statuses such as [403, 404]", position)
      return nil
    }
  }

  mutating func words<Word: RawRepresentable & CaseIterable>(_ key: String, _ type: Word.Type = Word.self) -> [Word]
  where Word.RawValue == String {
    if !has(key) { missing(key, "a list of \(Self.list(type))") }
    return strings(key).compactMap { word($0.text, key, $0.position) }
  }

  /// A mapping of texts to texts with the lines of its keys; an absent key gives an empty one.
  mutating func table(_ key: String) -> [(key: String, value: String, line: Int)] {
    guard let entry = take(key) else { return [] }
    guard case .mapping(let mapping) = entry.value else {
      wrong(key, "a mapping of texts to texts", entry.key)
      return []
    }
    return mapping.compactMap { name, value in
      guard let name = name.scalar, let value = value.scalar else {
        wrong(key, "a mapping of texts to texts", TextPosition(name) ?? entry.key)
        return nil
      }
      return (key: name.string, value: value.string, line: name.mark?.line ?? entry.key.line)
    }
  }

  /// A list of mappings; an absent key gives an empty list.
  package mutating func mappings(_ key: String) -> [MappingReader] {
    nodes(key, "a list of mappings").compactMap {
      MappingReader($0, what: "an item of `\(key)`", id: id, problems: problems)
    }
  }

  private mutating func nodes(_ key: String, _ expected: String) -> [Node] {
    guard let entry = take(key) else { return [] }
    guard case .sequence(let sequence) = entry.value else {
      wrong(key, expected, entry.key)
      return []
    }
    return Array(sequence)
  }

  /// Notes every key that nobody asked for.
  package func finish() {
    for (key, entry) in rest.sorted(by: { $0.value.key < $1.value.key }) {
      let hint = Suggestion.text(for: key, among: asked)
      problems.add("unknown key `\(key)`\(hint)", at: entry.key, id: id)
    }
  }
}
