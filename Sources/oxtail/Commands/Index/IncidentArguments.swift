import ArgumentParser

/// What commands about one incident are given.
struct IncidentArguments: ParsableArguments {
  /// For their help.
  static let exitCodes = """
    EXIT CODES
      0 shown              64 usage      77 permission denied
      1 no such incident   66 no index   78 no index of oxtail
    """

  @Argument(help: ArgumentHelp("The incident's id.", valueName: "id"))
  var id: String

  @OptionGroup(title: "Index") var index: IndexOptions
  @OptionGroup(title: "Output") var view: ViewOptions

  /// - Throws: As ``FoundIncident`` does.
  func found() throws(CommandError) -> FoundIncident { try FoundIncident(id, in: index) }
}
