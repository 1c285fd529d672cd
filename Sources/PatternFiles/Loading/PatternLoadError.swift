import LogPipeline

/// Why patterns cannot be loaded.
package struct PatternLoadError: Error, Equatable, Sendable {
  package enum Code: Equatable, Sendable {
    /// A directory or file that was named does not exist.
    case missing
    /// The system does not let us read it.
    case unreadable
    /// Somebody else could have written it.
    case untrusted
    /// Its content breaks the schema; `errors` tells where.
    case invalid
  }

  package var code: Code
  /// The directory or file, as the user named it.
  package var path: String
  /// At least one; the first is the first in the order of files and lines.
  package var errors: [PatternError]

  package init(code: Code, path: String, errors: [PatternError]) {
    self.code = code
    self.path = path
    self.errors = errors
  }

  init(code: Code, path: String, message: String) {
    self.init(code: code, path: path, errors: [PatternError(file: path, message: message)])
  }

  /// The exit code of the command line for this error: 66 no such file, 77 permission denied, 78 bad pattern.
  package var exitCode: Int32 {
    switch code {
    case .missing: 66
    case .unreadable: 77
    case .untrusted, .invalid: 78
    }
  }
}
