extension String {
  /// The text with other words in the place of signs that whoever reads it takes for more than text.
  ///
  /// Signs are scalars here, as they are to shells, spreadsheets, curl and SQLite. A combining mark behind a quote makes another `Character`
  /// of both, so that nothing which compares Characters sees that quote.
  ///
  /// - Parameter words: What stands for a sign; `nil` where it stands for itself.
  /// - Complexity: O(*n*); text without such signs is returned as it is.
  package func escaping(_ words: (Unicode.Scalar) -> String?) -> String {
    guard unicodeScalars.contains(where: { words($0) != nil }) else { return self }
    var escaped = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      if let words = words(scalar) { escaped.append(contentsOf: words.unicodeScalars) } else { escaped.append(scalar) }
    }
    return String(escaped)
  }
}
