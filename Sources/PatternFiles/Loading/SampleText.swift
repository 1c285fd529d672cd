/// Blanks out the samples in the text of a pattern file; the numbers of its lines stay what they are.
///
/// More than half of the catalogue is samples, and a run that only explains failures needs none: leaving them out halves the
/// time of loading. It is done to built-in files alone, for which a test proves that nothing else is lost: a line of a
/// block text that reads `matches:` would be taken for a key.
enum SampleText {
  private static let keys = ["matches:", "refuses:", "samples:"].map { Array($0.utf8) }

  static func removed(from text: ArraySlice<UInt8>) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    /// The indentation of the key whose lines are being left out.
    var skipped: Int?
    for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      let content = line.drop { $0 == UInt8(ascii: " ") }
      let indentation = content.startIndex - line.startIndex
      if let key = skipped {
        let belongs = content.isEmpty || indentation > key || indentation == key && content.first == UInt8(ascii: "-")
        if !belongs { skipped = nil }
      }
      if skipped == nil {
        result += line
        if keys.contains(where: { content.elementsEqual($0) }) { skipped = indentation }
      }
      result.append(UInt8(ascii: "\n"))
    }
    return String(decoding: result, as: UTF8.self)
  }
}
