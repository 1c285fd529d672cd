import ArgumentParser

/// How much is said beside the results.
struct TalkOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Name every file that was read or skipped.")
  var verbose = false

  @Flag(help: "Show how far the reading is, from the first moment on.")
  var progress = false

  func validate() throws {
    if quiet, verbose { throw ValidationError("-q and -v exclude each other; give one of them") }
  }
}
