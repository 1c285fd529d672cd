import ArgumentParser

/// All options of a scan; bare `oxtail FILE…` takes the same.
struct ScanArguments: ParsableArguments {
  @OptionGroup(title: "Configuration") var configuration: ConfigurationOptions
  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "Patterns") var patterns: PatternOptions
  @OptionGroup(title: "Output") var view: ViewOptions

  @Option(
    name: [.customShort("n"), .long], parsing: .unconditional,
    help: ArgumentHelp("Show the newest n incidents only.", valueName: "n"))
  var limit: Int?

  @Flag(
    name: .customLong("unknown"), help: "Show what no pattern understands instead, by what the texts have in common.")
  var isUnknown = false

  @Flag(
    name: .customLong("balance"),
    help: "Show instead whether every failed answer and error of provisioning is somewhere.")
  var isBalance = false

  @OptionGroup(title: "Messages") var talk: TalkOptions

  func validate() throws {
    if isUnknown, isBalance { throw ValidationError("--unknown and --balance exclude each other; give one of them") }
    if isBalance { try BalanceOutput.validate(view) }
    if let limit, limit < 0 { throw ValidationError("-n expects a number of incidents, 0 or more; not \(limit)") }
  }
}
