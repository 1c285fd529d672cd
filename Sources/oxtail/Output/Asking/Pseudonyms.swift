import LogPipeline

/// What stands for names of people and machines in a text that leaves the house: the same for the same name, and nothing that tells it.
struct Pseudonyms {
  enum Kind: String, CaseIterable {
    case domain, user
    case context = "ctx"
    case reseller, host, customer
    case address = "addr"
    case mapping = "map"
  }

  /// In the order in which the names were met.
  private(set) var pairs: [(name: String, pseudonym: String)] = []
  private var known: Set<String> = []
  private var counts: [Kind: Int] = [:]

  /// The names of incidents: of subjects, logins, hosts, callers and directories, then what in their records' words looks like one.
  init(_ incidents: [Incident]) {
    // What a field says what it is comes first: it knows better than its look.
    for incident in incidents { addFields(of: incident) }
    for incident in incidents { addWords(of: incident) }
  }

  private mutating func addFields(of incident: Incident) {
    for occurrence in incident.occurrences {
      add(.host, occurrence.host)
      add(occurrence.fields)
      add(occurrence.listed)
      for evidence in occurrence.evidence {
        add(.host, evidence.event.host)
        add(evidence.event.event.fields)
        addDirectory(of: evidence.event.file)
        for address in [evidence.event.event.remoteAddress, evidence.event.event.http?.address] {
          if let address { add(.address, address) }
        }
      }
    }
  }

  /// All that a page of the incident can show of a record.
  private mutating func addWords(of incident: Incident) {
    for occurrence in incident.occurrences {
      let links = [occurrence.link, occurrence.webLink].compactMap(\.self)
      addWords(links.flatMap(\.reasons) + occurrence.fields.values.map(\.string))
      for event in occurrence.evidence.lazy.map(\.event.event) {
        let texts = [event.summary] + event.faultTexts.map(\.text) + event.fields.values
        addWords(texts.map(\.string) + event.findings.flatMap { [$0.lead.string, $0.tail.string] })
      }
    }
  }

  private mutating func addWords(_ texts: [String]) {
    for text in texts { for (kind, name) in NamesInText.names(in: text) { add(kind, name) } }
  }

  private static let kinds: [(Field, Kind)] = [
    (.mailbox, .user), (.userName, .user), (.login, .user), (.domain, .domain), (.contextName, .context),
    (.subadmin, .reseller), (.mailHost, .host), (.url, .host), (.address, .address), (.mapping, .mapping),
  ]

  private mutating func add(_ fields: Fields) {
    for (field, kind) in Self.kinds {
      guard let name = fields[field]?.string else { continue }
      add(kind, name)
      // Each of an address's two parts is a name of its own.
      let parts = name.split(separator: "@", maxSplits: 1)
      if field == .mailbox, parts.count == 2 {
        add(.user, String(parts[0]))
        add(.domain, String(parts[1]))
      }
    }
  }

  private mutating func add(_ object: KnownObject?) {
    guard let object else { return }
    let names: [(Kind, String?)] = [
      (.domain, object.domain), (.context, object.contextName), (.reseller, object.subadmin),
      (.host, object.pleskHost), (.customer, object.customer),
    ]
    for (kind, name) in names { if let name { add(kind, name) } }
  }

  /// A number says nothing to anybody else, and would be found in times and line numbers; so would a name of one letter.
  private mutating func add(_ kind: Kind, _ name: String) {
    guard name.utf8.count > 1, name.contains(where: { !$0.isNumber }), known.insert(name).inserted else { return }
    counts[kind, default: 0] += 1
    pairs.append((name, "\(kind.rawValue)-\(counts[kind] ?? 0)"))
  }

  private mutating func addDirectory(of file: String) {
    guard let slash = file.lastIndex(of: "/"), slash > file.startIndex else { return }
    let directory = String(file[...slash])
    if known.insert(directory).inserted { pairs.append((directory, "…/")) }
  }

  /// The text with a pseudonym in each name's place, the longest names first.
  ///
  /// - Parameter written: How the text has names; Markdown puts backslashes into them.
  func replaced(in text: String, written: (String) -> String) -> String {
    var pieces = [Piece(text: text[...])]
    for (name, pseudonym) in pairs.sorted(by: { ($1.name.count, $0.name) < ($0.name.count, $1.name) }) {
      for form in Set([name, written(name)]) { pieces = pieces.flatMap { $0.replacing(form, by: pseudonym) } }
    }
    return pieces.map { $0.pseudonym ?? String($0.text) }.joined()
  }
}

/// A part of a text. What has a pseudonym is not looked at again: `user-1` holds what may be a name as well.
private struct Piece {
  var text: Substring
  var pseudonym: String?

  /// Its parts around a name and the name itself, where that stands as a word of its own.
  func replacing(_ name: String, by pseudonym: String) -> [Piece] {
    guard self.pseudonym == nil else { return [self] }
    var pieces: [Piece] = []
    var start = text.startIndex
    var rest = text
    while let range = rest.firstRange(of: name) {
      rest = rest[range.upperBound...]
      let before = text.base[..<range.lowerBound].last ?? " "
      let after = text.base[range.upperBound...].first ?? " "
      guard name.hasSuffix("/") || !Self.isPart(before) && !Self.isPart(after) else { continue }
      pieces += [Piece(text: text[start..<range.lowerBound]), Piece(text: text[range], pseudonym: pseudonym)]
      start = range.upperBound
    }
    return pieces + [Piece(text: text[start...])]
  }

  private static func isPart(_ character: Character) -> Bool { character.isLetter || character.isNumber }
}
