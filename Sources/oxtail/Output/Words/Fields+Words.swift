import LogPipeline

extension Fields {
  /// All that was captured: `limit 100 · subadmin reseller7`.
  var all: [SafeText] {
    Field.allCases.compactMap { field in
      text(field).map { "\(field.rawValue.replacing("_", with: " ")) \($0)" }
    }
  }

  func text(_ field: Field) -> SafeText? {
    self[field].flatMap { $0.isEmpty ? nil : SafeText($0.string) }
  }
}
