import LogPipeline

/// Reads a layout, the whole of its file.
enum LayoutDecoder {
  static func decode(_ reader: MappingReader, _ problems: FileProblems) -> LayoutSpec? {
    var reader = reader
    let id = reader.string("id")
    reader.id = id
    let side = reader.word("side", Side.self)
    let title = reader.string("title")
    let firstLine = reader.string("first_line")
    let time = reader.string("time")
    let level = reader.word("level", Level.self, optional: true)
    let levels = levels(&reader, problems, isNeeded: level == nil)
    let json = json(&reader, problems)
    let samples = reader.mappings("samples").compactMap { sample($0) }
    guard let id, let side, let title, let firstLine, let time else {
      skipOptional(&reader)
      reader.finish()
      return nil
    }
    let spec = LayoutSpec(
      id: id, side: side, title: title, firstLine: firstLine, secondLine: reader.optionalString("second_line"),
      time: time, levels: levels, level: level, json: json, property: reader.optionalString("property"),
      exception: reader.optionalString("exception"), frame: reader.optionalString("frame"), samples: samples,
      refuses: reader.strings("refuses").map(\.text), place: problems.place(reader.line))
    reader.finish()
    return spec
  }

  /// Asks for what is optional, so that a broken entry's other keys are not called unknown.
  private static func skipOptional(_ reader: inout MappingReader) {
    for key in ["second_line", "property", "exception", "frame"] { _ = reader.optionalString(key) }
    _ = reader.strings("refuses")
  }

  private static func levels(
    _ reader: inout MappingReader, _ problems: FileProblems, isNeeded: Bool
  ) -> [String: Level] {
    var levels: [String: Level] = [:]
    let line = reader.line(of: "levels")
    for (word, name, line) in reader.table("levels") {
      if let level = Level(rawValue: name) {
        levels[word] = level
      } else {
        let known = Level.allCases.map(\.rawValue)
        let hint = Suggestion.text(for: name, among: known)
        problems.add(
          "level `\(name)` is none of \(known.joined(separator: ", "))\(hint)", line: line, id: reader.id)
      }
    }
    if levels.isEmpty, isNeeded {
      problems.add(
        "`levels` must map the log's words to levels, such as {ERR: error}; a log without levels names one for all "
          + "records, `level: info`", line: line, id: reader.id)
    }
    return levels
  }

  /// The names of the keys of each role, blanks between them.
  private static func json(_ reader: inout MappingReader, _ problems: FileProblems) -> JSONKeys? {
    guard reader.has("json") else {
      _ = reader.table("json")
      return nil
    }
    let line = reader.line(of: "json")
    var names: [JSONKeys.Role: [String]] = [:]
    for (word, keys, line) in reader.table("json") {
      if let role = JSONKeys.Role(rawValue: word) {
        names[role] = keys.split(separator: " ").map(String.init)
      } else {
        let known = JSONKeys.Role.allCases.map(\.rawValue)
        let hint = Suggestion.text(for: word, among: known)
        problems.add(
          "`\(word)` in `json` is none of \(known.joined(separator: ", "))\(hint)", line: line, id: reader.id)
      }
    }
    if names[.time] == nil {
      problems.add(
        "`json` must name the key of the time, such as {time: '@timestamp', message: message}", line: line,
        id: reader.id)
    }
    return JSONKeys(names)
  }

  private static func sample(_ reader: MappingReader) -> LayoutSpec.Sample? {
    var reader = reader
    let text = reader.string("text")
    let level = reader.word("level", Level.self)
    let time = reader.string("time")
    let message = reader.optionalString("message")
    reader.finish()
    guard let text, let level, let time else { return nil }
    return LayoutSpec.Sample(text: text, level: level, time: time, message: message)
  }
}
