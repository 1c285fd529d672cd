import ArgumentParser
import Foundation
import OxtailService

/// How results look.
struct ViewOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: ArgumentHelp("table, text, json, jsonl, csv or md.", valueName: "form"))
  var output = OutputFormat.table

  @OptionGroup var look: LookOptions

  /// The options that say the same.
  var typed: [String] { ["-o", output.rawValue] + look.typed }

  var zone: ShownZone { look.zone }

  func show(_ page: Page) throws { try look.show(page) }

  func showLong(width: Int, _ make: (inout Page) -> Void) throws { try look.showLong(width: width, make) }
}

/// How results look in whatever form they have.
struct LookOptions: ParsableArguments {
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

  /// The options that say the same.
  var typed: [String] {
    let flags = [("--no-pager", noPager), ("--utc", isUTC)].filter(\.1).map(\.0)
    let zone = timezone.map { ["--timezone", $0.name] } ?? []
    return ["--color", color.rawValue] + flags + zone
  }

  var zone: ShownZone { timezone.map(ShownZone.init) ?? .utc }

  private var palette: Palette {
    color.palette(isTerminal: Terminal.isTerminal(STDOUT_FILENO), environment: ProcessInfo.processInfo.environment)
  }

  /// Shows pages to people: in colour where there is colour, in a pager where they are longer than the screen.
  func show(_ page: Page) throws {
    let text = page.text(palette)
    if !noPager, let screen = Terminal.size(STDOUT_FILENO), page.lines.count >= screen.rows,
      let pager = Pager(environment: ProcessInfo.processInfo.environment), pager.show(text)
    {
      return
    }
    try StandardOutput.write(text)
  }

  /// Shows a page that is longer than any screen and than memory has room for, while it is made.
  func showLong(width: Int, _ make: (inout Page) -> Void) throws {
    let palette = palette
    if !noPager, Terminal.size(STDOUT_FILENO) != nil,
      let pager = Pager(environment: ProcessInfo.processInfo.environment),
      pager.show({ write in Page.write(width: width, palette, make, write) })
    {
      return
    }
    var trouble: (any Error)?
    try StandardOutput.stream { write in
      Page.write(width: width, palette, make) { text in
        guard trouble == nil else { return }
        do { try write(text) } catch { trouble = error }
      }
    }
    if let trouble { throw trouble }
  }
}

extension OutputFormat: ExpressibleByArgument {}
extension ColorChoice: ExpressibleByArgument {}
