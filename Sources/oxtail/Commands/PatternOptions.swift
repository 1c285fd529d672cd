import ArgumentParser
import LogPipeline
import OxtailService
import PatternFiles

/// Which patterns are used.
struct PatternOptions: ParsableArguments {
  @Option(
    name: .customLong("patterns"), parsing: .singleValue,
    help: ArgumentHelp(
      "A directory of pattern files; its entries replace those with the same id (repeatable).", valueName: "dir"),
    completion: .directory)
  var directories: [String] = []

  @Option(
    name: .customLong("master-login"),
    help: ArgumentHelp(
      "Open-Xchange's master administrator; by default the configured one, else oxadminmaster.", valueName: "name"))
  var masterLogin: String?

  /// - Parameter configuration: Its directories come before those of the command line.
  /// - Throws: ``CommandError`` with the code that the loader gives its error.
  func catalogue(_ configuration: Configuration) throws(CommandError) -> Catalogue {
    do throws(PatternLoadError) {
      return try loaded(configuration)
    } catch {
      throw CommandError(error, list: "oxtail patterns lint")
    }
  }

  /// The same, with all mistakes of a file.
  func loaded(_ configuration: Configuration) throws(PatternLoadError) -> Catalogue {
    let library = try PatternLoader.load(directories: configuration.patterns.map(\.value) + directories)
    return try compiled(library, masterLogin ?? configuration.masterLogin?.value ?? Catalogue.masterLoginDefault)
  }

  private func compiled(_ library: PatternLibrary, _ masterLogin: String) throws(PatternLoadError) -> Catalogue {
    do throws(PatternError) {
      return try Catalogue(library, masterLogin: masterLogin)
    } catch {
      throw PatternLoadError(code: .invalid, path: error.file ?? BuiltinPatterns.name, errors: [error])
    }
  }
}
