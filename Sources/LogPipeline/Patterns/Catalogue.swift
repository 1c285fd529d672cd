/// Everything that turns records into events, compiled from a ``PatternLibrary``.
package struct Catalogue: Sendable {
  package let library: PatternLibrary
  /// Made for the first log that is read; what they are made of is checked before.
  private let lazyLayouts: Lazily<LayoutSet>
  /// In the order of the library's.
  let causes: [CompiledCause]
  package let texts: [CompiledText]
  package let fieldRules: [CompiledRule]
  /// Whether a record of a side can hold any text of the catalogue at all; derived from the texts.
  private let gates: [Side: Lazily<Gate?>]
  private let lazySupportGate: Lazily<Gate?>
  /// What the texts must hold, and for each side its texts with what that is; `nil` for one of which that is not plain to see.
  private let literals: LiteralSearch
  private let textsOfSide: [Side: [SideText]]
  private let rulesOfSide: [Side: [FieldRuleSpec.Role: [Int]]]
  private let causeIndex: [String: Int]
  /// The master administrator's login; it can be renamed.
  package let masterLogin: String

  /// Apart from the texts, so that choosing among them touches none.
  private struct SideText: BitwiseCopyable {
    var index: Int
    var literal: Int?
  }

  package static let masterLoginDefault = "oxadminmaster"

  /// - Throws: ``PatternError`` for the first entry that cannot be compiled.
  package init(_ library: PatternLibrary, masterLogin: String = masterLoginDefault) throws(PatternError) {
    self.library = library
    self.masterLogin = masterLogin
    var layouts: [CheckedLayout] = []
    for spec in library.layouts { layouts.append(try CheckedLayout(spec)) }
    lazyLayouts = Lazily { [layouts] in LayoutSet(layouts.map(Layout.init)) }
    causes = library.causes.map(CompiledCause.init)
    var texts: [CompiledText] = []
    for (index, cause) in library.causes.enumerated() {
      for text in cause.texts { texts.append(try CompiledText(text, cause: index, id: cause.id)) }
    }
    self.texts = texts
    let required = texts.map {
      RequiredLiteral.of($0.spec.regex).flatMap { $0.count >= RequiredLiteral.bytesMin ? $0 : nil }
    }
    let distinct = required.compactMap(\.self).uniqued()
    literals = LiteralSearch(distinct)
    let places = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, $0) })
    let sideTexts = required.enumerated().map { index, literal in
      SideText(index: index, literal: literal.flatMap { places[$0] })
    }
    textsOfSide = Dictionary(
      uniqueKeysWithValues: Side.allCases.map { side in
        (side, sideTexts.filter { texts[$0.index].spec.sides.contains(side) })
      })
    var rules: [CompiledRule] = []
    for spec in library.fieldRules { rules.append(try CompiledRule(spec)) }
    fieldRules = rules
    rulesOfSide = Dictionary(grouping: rules.indices) { rules[$0].spec.side }
      .mapValues { Dictionary(grouping: $0) { rules[$0].spec.role } }
    causeIndex = Dictionary(library.causes.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { $1 })
    gates = Dictionary(
      uniqueKeysWithValues: Side.allCases.map { side in (side, Lazily { [texts] in Gate(for: side, texts: texts) }) })
    let support = texts.filter { Self.isSupport(library.causes[$0.cause].id) }
    lazySupportGate = Lazily { Gate(for: .openXchange, texts: support) }
  }

  /// The texts of a side that may stand in a text, by their indices: a few of many.
  func candidates(for side: Side, in text: RawSpan) -> [Int] {
    let found = literals.found(in: text)
    return (textsOfSide[side] ?? []).filter { $0.literal.map { found[$0] } != false }.map(\.index)
  }

  /// The field rules of a side and a role, by their indices.
  func rules(_ side: Side, _ role: FieldRuleSpec.Role) -> [Int] { rulesOfSide[side]?[role] ?? [] }

  package func cause(_ id: String) -> CauseSpec? { compiledCause(id)?.spec }

  /// The same for a question about one of its facts.
  func compiledCause(_ id: String) -> CompiledCause? { causeIndex[id].map { causes[$0] } }

  /// Pool errors and the like come from any class; whether they belong to a failure is for the correlation to say.
  static func isSupport(_ cause: String) -> Bool { cause.hasPrefix("database.") || cause.hasPrefix("server.") }

  package var layouts: LayoutSet { lazyLayouts.value }
  var hasMadeLayouts: Bool { lazyLayouts.isMade }

  /// `nil` for a side without texts.
  func gate(for side: Side) -> Gate? { gates[side]?.value }

  /// The same for records of Open-Xchange that are not about provisioning.
  var supportGate: Gate? { lazySupportGate.value }
}

extension Substring {
  /// The first occurrence of a short literal of ASCII characters.
  func range(ofLiteral literal: String) -> Range<Index>? {
    let (text, literal) = (utf8, literal.utf8)
    let bytes = RawSpan(_elements: text.span)
    guard let first = literal.first else { return nil }
    var start = 0
    while let place = bytes.firstIndex(of: first, from: start), place + literal.count <= bytes.byteCount {
      if zip(literal, place...).allSatisfy({ $0 == bytes[$1] }) {
        let lower = text.index(text.startIndex, offsetBy: place)
        return lower..<text.index(lower, offsetBy: literal.count)
      }
      start = place + 1
    }
    return nil
  }
}
