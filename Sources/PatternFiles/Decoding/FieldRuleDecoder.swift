import LogPipeline

/// Reads a file of `Patterns/fields/`.
enum FieldRuleDecoder {
  static func decode(file: MappingReader, _ problems: FileProblems) -> [FieldRuleSpec] {
    var file = file
    let side = file.word("side", Side.self)
    let rules = file.mappings("rules").compactMap { rule($0, side: side ?? .plesk, problems) }
    file.finish()
    return side == nil ? [] : rules
  }

  private static func rule(_ reader: MappingReader, side: Side, _ problems: FileProblems) -> FieldRuleSpec? {
    var reader = reader
    let id = reader.string("id")
    reader.id = id
    let role = reader.word("role", FieldRuleSpec.Role.self, optional: true) ?? .fields
    let line = reader.line(of: "regex")
    let regex = reader.string("regex")
    let matches = SampleDecoder.decode(&reader, problems)
    let refuses = reader.strings("refuses").map(\.text)
    reader.finish()
    guard let id, let regex else { return nil }
    let rule = FieldRuleSpec(
      id: id, side: side, role: role, regex: regex, matches: matches, refuses: refuses, place: problems.place(line))
    problems.add(FieldNames.errors(in: rule))
    return rule
  }
}
