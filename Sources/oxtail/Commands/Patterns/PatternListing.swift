import LogPipeline

/// The list of patterns as `patterns list -o json` prints it.
struct PatternListing: Encodable {
  struct Entry: Encodable, Equatable {
    var id: String
    /// `cause`, `layout` or `field-rule`.
    var type: String
    var side: String?
    var kind: String?
    var owner: String?
    var retry: String?
    var grade: String?
    var title: String
    var file: String
    var line: Int

    private enum CodingKeys: CodingKey {
      case id, type, side, kind, owner, retry, grade, title, file, line
    }

    // Every key is there, null allowed.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(id, forKey: .id)
      try container.encode(type, forKey: .type)
      try container.encode(side, forKey: .side)
      try container.encode(kind, forKey: .kind)
      try container.encode(owner, forKey: .owner)
      try container.encode(retry, forKey: .retry)
      try container.encode(grade, forKey: .grade)
      try container.encode(title, forKey: .title)
      try container.encode(file, forKey: .file)
      try container.encode(line, forKey: .line)
    }
  }

  var schema = "oxtail.patterns/1"
  var patterns: [Entry]

  /// Causes, then layouts, then field rules.
  static func entries(of library: PatternLibrary, prefixes: [String]) -> [Entry] {
    let causes = library.causes.map { cause in
      Entry(
        id: cause.id, type: "cause", kind: cause.kind.rawValue, owner: cause.owner.rawValue,
        retry: cause.retry.rawValue,
        grade: cause.grade.rawValue, title: cause.title, file: cause.place.file, line: cause.place.line)
    }
    let layouts = library.layouts.map { layout in
      Entry(
        id: layout.id, type: "layout", side: layout.side.rawValue, title: layout.title, file: layout.place.file,
        line: layout.place.line)
    }
    let rules = library.fieldRules.map { rule in
      Entry(
        id: rule.id, type: "field-rule", side: rule.side.rawValue, title: PatternText.meaning(of: rule),
        file: rule.place.file, line: rule.place.line)
    }
    let all = causes + layouts + rules
    return prefixes.isEmpty ? all : all.filter { entry in prefixes.contains { entry.id.hasPrefix($0) } }
  }

  /// - Parameter wraps: Whether a title that does not fit stands on a line of its own; scripts want one line an entry.
  static func table(_ entries: [Entry], wraps: Bool) -> [String] {
    guard !entries.isEmpty else { return [] }
    let rows =
      [["ID", "KIND", "OWNER", "RETRY", "G", "TITLE"]]
      + entries.map { entry in
        [entry.id, entry.kind ?? entry.type, entry.owner ?? entry.side ?? "-", entry.retry ?? "-", entry.grade ?? "-"]
          .map { PatternsOutput.safe($0) } + [PatternsOutput.safe(entry.title)]
      }
    let widths = (0..<5).map { column in rows.map { displayWidth($0[column]) }.max() ?? 0 }
    return rows.flatMap { row in
      let cells = zip(row, widths).map { PatternsOutput.padded($0, $1) }.joined(separator: "  ")
      let isWide = displayWidth(cells) + 2 + displayWidth(row[5]) > PatternsOutput.width
      return wraps && isWide ? [cells, "    " + row[5]] : [cells + "  " + row[5]]
    }
  }
}
