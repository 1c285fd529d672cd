import ArgumentParser
import LogPipeline
import PatternFiles

/// Which patterns are used.
struct PatternOptions: ParsableArguments {
  @Option(
    name: .customLong("patterns"), parsing: .singleValue,
    help: ArgumentHelp(
      "A directory of pattern files; its entries replace those with the same id (repeatable).", valueName: "dir"))
  var directories: [String] = []

  @Option(
    name: .customLong("master-login"),
    help: ArgumentHelp("Open-Xchange's master administrator, if renamed.", valueName: "name"))
  var masterLogin = Catalogue.masterLoginDefault

  /// - Throws: ``CommandError`` with the code that the loader gives its error.
  func catalogue() throws(CommandError) -> Catalogue {
    do throws(PatternLoadError) {
      let library = try PatternLoader.load(directories: directories)
      return try compiled(library)
    } catch {
      throw PatternOptions.commandError(error)
    }
  }

  private func compiled(_ library: PatternLibrary) throws(PatternLoadError) -> Catalogue {
    do throws(PatternError) {
      return try Catalogue(library, masterLogin: masterLogin)
    } catch {
      throw PatternLoadError(code: .invalid, path: error.file ?? BuiltinPatterns.name, errors: [error])
    }
  }

  static func commandError(_ error: PatternLoadError) -> CommandError {
    guard let first = error.errors.first else {
      return CommandError(
        "\(error.path)", "cannot be used", next: "oxtail patterns lint tells more", exitCode: error.exitCode)
    }
    let place = (first.file ?? error.path) + (first.line.map { ":\($0)" } ?? "")
    let id = first.id.map { "\($0): " } ?? ""
    let rest = error.errors.count - 1
    let caret = first.expression.map { PatternsOutput.caret(in: $0.text, at: $0.offset) } ?? []
    return CommandError(
      "\(place)", "\(id)\(first.message)",
      next: rest > 0 ? "\(rest) more in \(error.path): oxtail patterns lint lists them" : "", exitCode: error.exitCode,
      details: caret.map { SafeText(joining: $0) })
  }
}
