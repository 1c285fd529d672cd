import LogPipeline
import Yams

/// Turns what Yams throws into an error with a place.
enum YAMLFault {
  static func error(_ error: any Error, file: String) -> PatternError {
    guard let error = error as? YamlError else {
      return PatternError(file: file, message: "is no valid YAML: \(error)")
    }
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return PatternError(
        file: file, line: mark.line, column: mark.column, message: "is no valid YAML: \(problem)")
    case .duplicatedKeysInMapping(let keys, let context):
      let list = keys.map { "`\($0)`" }.joined(separator: ", ")
      return PatternError(
        file: file, line: context.mark.line, message: "\(list) stands twice in one mapping; remove one of them")
    case .reader(let problem, let offset, _, let yaml):
      let before = yaml.utf8.prefix(offset ?? 0)
      let line = 1 + before.count { $0 == UInt8(ascii: "\n") }
      return PatternError(file: file, line: line, message: "is no valid YAML: \(problem)")
    default:
      return PatternError(file: file, message: "is no valid YAML: \(error)")
    }
  }
}
