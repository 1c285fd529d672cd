import LogPipeline

/// Reads `matches`: texts with what must be captured from them.
enum SampleDecoder {
  static func decode(_ reader: inout MappingReader, _ problems: FileProblems) -> [TextSpec.Sample] {
    reader.mappings("matches").compactMap { sample($0, problems) }
  }

  private static func sample(_ reader: MappingReader, _ problems: FileProblems) -> TextSpec.Sample? {
    var reader = reader
    let text = reader.string("text")
    var captures: [String: String] = [:]
    for (name, value, line) in reader.table("captures") {
      captures[name] = value
      if let fault = FieldNames.fault(ofCapture: name) { problems.add(fault, line: line, id: reader.id) }
    }
    reader.finish()
    return text.map { TextSpec.Sample(text: $0, captures: captures) }
  }
}
