import ArgumentParser
import LogPipeline
import PatternFiles

/// The options that all subcommands of `patterns` share, and loading by them.
struct PatternsOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "A directory of pattern files; its entries replace those with the same id (repeatable).", valueName: "dir"),
    completion: .directory)
  var patterns: [String] = []

  @OptionGroup var configuration: ConfigurationOptions

  /// Loads the built-in patterns, the machine's, those of the configuration, of `--patterns` and of `directories`.
  ///
  /// - Throws: `ExitCode`, after every mistake was written to stderr.
  func layers(_ directories: [String] = []) throws -> PatternLayers {
    let configured = try configuration.load().patterns.map(\.value)
    do throws(PatternLoadError) {
      return try PatternLoader.layers(directories: configured + patterns + directories)
    } catch {
      for line in PatternErrorText.lines(error) { PatternsOutput.complain(line) }
      throw ExitCode(error.exitCode)
    }
  }

  /// Runs what compiles patterns; a mistake in one is told on stderr and ends with 78.
  static func compiling<Result>(_ body: () throws(PatternError) -> Result) throws -> Result {
    do throws(PatternError) {
      return try body()
    } catch {
      for line in PatternErrorText.lines(error) { PatternsOutput.complain(line) }
      throw ExitCode(78)
    }
  }

  /// The files of the layers that were named; `nil` for all.
  static func files(of directories: [String], in layers: PatternLayers) -> Set<String>? {
    guard !directories.isEmpty else { return nil }
    let libraries = layers.layers.filter { directories.contains($0.name) }.map(\.library)
    return Set(
      libraries.flatMap { library in
        library.layouts.map(\.place.file) + library.causes.map(\.place.file) + library.fieldRules.map(\.place.file)
      })
  }
}
