import ArgumentParser
import OxtailService

/// The manual page, made of the help screens.
struct ManualPage {
  /// What the parser of arguments tells of its commands.
  private struct Tool: Decodable {
    var command: Command
  }

  struct Command: Decodable {
    var commandName: String
    var abstract: String?
    var discussion: String?
    var shouldDisplay: Bool?
    var subcommands: [Command]?
    var arguments: [Argument]?
  }

  struct Argument: Decodable {
    var kind: String
    var shouldDisplay: Bool
    var names: [Name]?
    var valueName: String?
    var abstract: String?

    struct Name: Decodable {
      var kind: String
      var name: String
    }

    /// `-o, --output form`
    var title: String {
      let names = (names ?? []).map { ($0.kind == "long" ? "--" : "-") + $0.name }.sorted { $0.count < $1.count }
      let value = valueName.map { "<\($0)>" } ?? ""
      switch kind {
      case "positional": return value
      case "flag": return names.joined(separator: ", ")
      default: return names.joined(separator: ", ") + " " + value
      }
    }
  }

  static func text() throws -> String {
    let root = try JSON.value(Tool.self, OxtailCommand._dumpHelp()).command
    var page = ManualPage()
    page.begin(root)
    for command in root.subcommands ?? [] { page.add(command, []) }
    page.end()
    return page.lines.joined(separator: "\n") + "\n"
  }

  private var lines: [String] = []

  private mutating func begin(_ root: Command) {
    lines = [
      ".TH OXTAIL 1 \"\" \"oxtail \(OxtailCommand.version)\" \"User Commands\"", ".SH NAME",
      "oxtail \\- explains why an Open\\-Xchange mailbox order failed in Plesk", ".SH SYNOPSIS",
      ".B oxtail", "\\fIcommand\\fR [\\fIoption\\fR...]", ".br", ".B oxtail", "\\fIfile\\fR...|\\-", ".br", ".B oxtail",
      "\\(aq\\fItext\\fR\\(aq", ".SH DESCRIPTION",
      Self.roff(
        "Reads the logs of Plesk and of Open-Xchange, links what belongs together, and says what failed, for whom, why, who must do what, whether a retry is safe, and why it believes so."
      ), ".SH COMMANDS",
    ]
  }

  private mutating func add(_ command: Command, _ parents: [String]) {
    guard command.shouldDisplay ?? true, command.commandName != "help" else { return }
    let words = parents + [command.commandName]
    lines.append(".SS oxtail " + Self.roff(words.joined(separator: " ")))
    lines.append(Self.roff(command.abstract ?? ""))
    add(discussion: command.discussion ?? "")
    for argument in command.arguments ?? [] where argument.shouldDisplay && !Self.isEverywhere(argument) {
      lines += [".TP", "\\fB" + Self.roff(argument.title) + "\\fR", Self.roff(argument.abstract ?? "")]
    }
    for below in command.subcommands ?? [] { add(below, words) }
  }

  private static func isEverywhere(_ argument: Argument) -> Bool {
    (argument.names ?? []).contains { ["help", "version"].contains($0.name) }
  }

  /// Blocks under a title in capitals stay as they are laid out.
  private mutating func add(discussion: String) {
    for block in discussion.split(separator: "\n\n") {
      let parts = block.split(separator: "\n", omittingEmptySubsequences: false)
      guard let title = parts.first, parts.count > 1, title.allSatisfy({ $0.isUppercase || $0 == " " }) else {
        lines += [".PP", Self.roff(block.replacing("\n", with: " "))]
        continue
      }
      lines += [".PP", "\\fI" + Self.roff(title.lowercased()) + "\\fR", ".PP", ".nf"]
      lines += parts.dropFirst().map(Self.roff)
      lines.append(".fi")
    }
  }

  private mutating func end() {
    lines += [".SH FILES"]
    for (path, text) in [
      ("/etc/oxtail/config.yaml, ~/.config/oxtail/config.yaml", "what is read, and what is known of the machines"),
      ("/etc/oxtail/patterns.d", "patterns of one's own"),
      ("/var/lib/oxtail/oxtail.db, ~/.local/state/oxtail/oxtail.db", "the index; its key lies beside it"),
    ] {
      lines += [".TP", "\\fI" + Self.roff(path) + "\\fR", Self.roff(text)]
    }
    lines += [".SH SEE ALSO", ".BR journalctl (1),", ".BR systemd.service (5),", ".BR setfacl (1)"]
  }

  /// Nothing in a text is an order to roff.
  static func roff(_ text: some StringProtocol) -> String {
    let escaped = String(text).replacing("\\", with: "\\e").replacing("-", with: "\\-").replacing("'", with: "\\(aq")
      .replacing("`", with: "\\(ga").replacing("~", with: "\\(ti").replacing("^", with: "\\(ha")
      .unicodeScalars.map { $0.isASCII ? String($0) : "\\[u" + hex($0) + "]" }.joined()
    return escaped.hasPrefix(".") ? "\\&" + escaped : escaped
  }

  /// Four digits at least, as roff wants them.
  private static func hex(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
