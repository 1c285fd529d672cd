import LogPipeline

/// What a record looks like, and nothing of what it says: words that stand in the catalogue's own samples stay, and so do signs; of every other
/// word each letter becomes `x` and each digit `9`.
struct RecordSkeleton {
  private let vocabulary: Set<String>
  /// Shorter words tell nobody apart, and prepositions tell much of a text.
  private static let plainMax = 2

  init(_ library: PatternLibrary) {
    let samples = library.causes.flatMap(\.texts).flatMap { $0.matches.map(\.text) + $0.refuses }
    let heads = library.layouts.flatMap { $0.samples.map(\.text) + $0.levels.keys }
    vocabulary = Set((samples + heads).flatMap(Self.words).filter { !$0.contains(where: \.isNumber) })
  }

  private static func words(_ text: String) -> [String] {
    text.split { !$0.isLetter && !$0.isNumber }.map { $0.lowercased() }
  }

  func text(_ record: RedactedText) -> String {
    var result = ""
    var word = ""
    for character in record.string {
      if character.isLetter || character.isNumber {
        word.append(character)
      } else {
        result += shape(word) + String(character)
        word = ""
      }
    }
    return result + shape(word)
  }

  private func shape(_ word: String) -> String {
    let isKnown = vocabulary.contains(word.lowercased())
    if isKnown || (word.count <= Self.plainMax && !word.contains(where: \.isNumber)) { return word }
    return String(word.map { $0.isNumber ? "9" : $0.isUppercase ? "X" : "x" })
  }
}
