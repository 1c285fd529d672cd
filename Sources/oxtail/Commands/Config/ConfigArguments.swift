import ArgumentParser
import OxtailService
import PatternFiles

/// What settings are asked for with: the options that can change them.
struct ConfigArguments: ParsableArguments {
  @OptionGroup(title: "Settings") var index: IndexOptions
  @OptionGroup var patterns: PatternOptions

  /// - Throws: `ExitCode`, after every mistake of the file was written to stderr.
  func settings() throws -> SettingList {
    let configuration: Configuration
    do throws(PatternLoadError) {
      configuration = try index.configuration.parsed()
    } catch {
      guard error.code == .invalid else { throw CommandError(error, list: "") }
      for mistake in error.errors {
        for line in PatternErrorText.lines(mistake) { PatternsOutput.complain(line) }
      }
      throw ExitCode(error.exitCode)
    }
    return SettingList(configuration, index: index, patterns: patterns)
  }
}
