import ArgumentParser
import LogPipeline
import OxtailService

/// Shows whether every failed answer and every error of provisioning is somewhere, for `scan` and for `stats`.
enum BalanceOutput {
  /// What is out of balance is a mistake of the program's.
  static func write(_ balance: Balance, _ view: ViewOptions) throws {
    if view.output == .json {
      try StandardOutput.write(try PlainJSON.text(BalanceDocument(balance), isPretty: true) + "\n")
    } else {
      try view.show(BalanceView(balance: balance).page(width: Terminal.pageWidth()))
    }
    guard !balance.isEven else { return }
    throw CommandError(
      "the balance", "is not even", next: "some records were lost or counted twice: please report it", exitCode: 2)
  }

  static func validate(_ view: ViewOptions) throws {
    guard [.table, .text, .json].contains(view.output) else {
      throw ValidationError("--balance is shown as table, text or json; not \(view.output.rawValue)")
    }
  }
}
