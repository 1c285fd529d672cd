import LogPipeline

/// Reads a family of causes, a file of `Patterns/failures/`.
enum CauseDecoder {
  static func decode(file: MappingReader, _ problems: FileProblems) -> [CauseSpec] {
    var file = file
    let family = file.string("family")
    var causes: [CauseSpec] = []
    for entry in file.mappings("causes") {
      guard let cause = cause(entry, problems) else { continue }
      if let family, cause.family != family {
        problems.add(
          "the id belongs to the family `\(cause.family)`, the file to `\(family)`; move the entry or correct its id",
          line: cause.place.line, id: cause.id)
      }
      causes.append(cause)
    }
    file.finish()
    return causes
  }

  private static func cause(_ reader: MappingReader, _ problems: FileProblems) -> CauseSpec? {
    var reader = reader
    let id = reader.string("id")
    reader.id = id
    let head = head(&reader)
    let before = reader.strings("before").map(\.text)
    let conditions = reader.mappings("when").compactMap { condition($0, problems) }
    let listed = reader.mappings("texts")
    let texts = listed.compactMap { text($0, problems) }
    let check = reader.strings("check").map(\.text)
    let fix = reader.strings("fix").map(\.text)
    let links = reader.strings("links").map(\.text)
    reader.finish()
    guard let id, var cause = head else { return nil }
    cause.id = id
    cause.before = before
    cause.when = conditions
    cause.texts = texts
    cause.check = check
    cause.fix = fix
    cause.links = links
    cause.place = problems.place(reader.line)
    // What a text captures that could not be read is not known: its placeholders are no mistake of their own.
    let isWhole = texts.count == listed.count
    problems.add(isWhole ? FieldNames.errors(in: cause) : FieldNames.captureErrors(in: cause))
    return cause
  }

  /// What describes the cause, without its texts and remedies.
  private static func head(_ reader: inout MappingReader) -> CauseSpec? {
    let title = reader.string("title")
    let kind = reader.word("kind", CauseSpec.Kind.self)
    let owner = reader.word("owner", CauseSpec.Owner.self)
    let retry = reader.word("retry", CauseSpec.Retry.self)
    let grade = reader.word("grade", CauseSpec.Grade.self)
    let affects = reader.word("affects", CauseSpec.Affects.self)
    let oxLogs = reader.word("ox_logs", CauseSpec.OXLogs.self)
    let explain = reader.string("explain")
    let httpStatus = reader.statuses("http_status")
    let isDerived = reader.flag("derived") ?? false
    let fixedIn = reader.optionalString("fixed_in")
    guard let title, let kind, let owner, let retry, let grade, let affects, let oxLogs, let explain else { return nil }
    var cause = CauseSpec(
      id: "", title: title, kind: kind, owner: owner, retry: retry, grade: grade, affects: affects, oxLogs: oxLogs,
      explain: explain)
    cause.httpStatus = httpStatus
    cause.isDerived = isDerived
    cause.fixedIn = fixedIn
    return cause
  }

  private static func condition(_ reader: MappingReader, _ problems: FileProblems) -> CauseSpec.Condition? {
    var reader = reader
    let field = reader.word("field", Field.self)
    let equal = reader.optionalString("equals")
    let unequal = reader.optionalString("not_equals")
    reader.finish()
    guard let value = equal ?? unequal, equal == nil || unequal == nil else {
      problems.add("a condition needs `equals` or `not_equals`, one of them", line: reader.line, id: reader.id)
      return nil
    }
    return field.map { CauseSpec.Condition(field: $0, value: value, isNegated: equal == nil) }
  }

  private static func text(_ reader: MappingReader, _ problems: FileProblems) -> TextSpec? {
    var reader = reader
    let sides = reader.words("sides", Side.self)
    let layer = reader.word("layer", TextSpec.Layer.self, optional: true) ?? .fault
    let code = reader.word("code", Code.self, optional: true)
    let line = reader.line(of: "regex")
    let regex = reader.string("regex")
    // The text's own grade stands in the file for its readers; the tool shows the cause's.
    _ = reader.word("grade", CauseSpec.Grade.self, optional: true)
    let matches = SampleDecoder.decode(&reader, problems)
    let refuses = reader.strings("refuses").map(\.text)
    reader.finish()
    guard let regex, !sides.isEmpty else { return nil }
    return TextSpec(
      sides: sides, layer: layer, code: code?.rawValue, regex: regex, matches: matches, refuses: refuses,
      place: problems.place(line))
  }

  /// The codes that PHP's SoapClient puts before a text.
  private enum Code: String, CaseIterable {
    case http = "HTTP"
    case wsdl = "WSDL"
    case client = "Client"
    case versionMismatch = "VersionMismatch"
  }
}
