import ArgumentParser
import Foundation
import OxtailService

/// How results look.
struct ViewOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: ArgumentHelp("table, text, json, jsonl, csv or md.", valueName: "form"))
  var output = OutputFormat.table

  @Option(help: ArgumentHelp("auto, always or never.", valueName: "when"))
  var color = ColorChoice.auto

  @Flag(help: "Write straight to the terminal.")
  var noPager = false

  @Flag(name: .customLong("utc"), help: "Show times in UTC, as is the default.")
  var isUTC = false

  @Option(
    name: .customLong("timezone"), help: ArgumentHelp("The zone in which times are shown.", valueName: "zone"),
    transform: ZoneArgument.zone)
  var timezone: NamedZone?

  func validate() throws {
    if isUTC, timezone != nil { throw ValidationError("--utc and --timezone exclude each other; give one of them") }
  }

  var zone: ShownZone { timezone.map(ShownZone.init) ?? .utc }

  /// Shows pages to people: in colour where there is colour, in a pager where they are longer than the screen.
  func show(_ page: Page) throws {
    let environment = ProcessInfo.processInfo.environment
    let palette = color.palette(isTerminal: Terminal.isTerminal(STDOUT_FILENO), environment: environment)
    let text = page.text(palette)
    if !noPager, let screen = Terminal.size(STDOUT_FILENO), page.lines.count >= screen.rows,
      let pager = Pager(environment: environment), pager.show(text)
    {
      return
    }
    try StandardOutput.write(text)
  }
}

extension OutputFormat: ExpressibleByArgument {}
extension ColorChoice: ExpressibleByArgument {}
