import ArgumentParser
import LogPipeline
import OxtailService

/// Writes what a customer may be told.
struct ReplyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reply", abstract: "Write a paragraph for the customer: what failed, and what happens now.",
    usage: "oxtail reply <id> [--lang en|de] [--for <name>] [--db <file>]",
    discussion: """
      Without hosts, logins, stacks or another customer's name. A domain or mailbox is named where the incident has only \
      that one, or with --for. Read it before you send it.

      EXAMPLES
        oxtail reply OX-7K2M9 --lang de
        oxtail reply 7k2 --for kunde.example

      \(IncidentArguments.exitCodes)
      """)

  @Argument(help: ArgumentHelp("The incident's id.", valueName: "id"))
  var id: String

  @Option(name: .customLong("lang"), help: ArgumentHelp("en or de.", valueName: "language"))
  var language = ReplyLanguage.en

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp("The customer's domain or mailbox, if the incident has several.", valueName: "name"))
  var name: String?

  @OptionGroup(title: "Index") var index: IndexOptions

  @Option(
    name: .customLong("timezone"), help: ArgumentHelp("The zone of times; UTC by default.", valueName: "zone"),
    transform: ZoneArgument.zone)
  var timezone: NamedZone?

  func run() throws {
    let incident = try FoundIncident(id, in: index).incident
    let reply = try Reply(incident, for: name, zone: timezone.map(ShownZone.init) ?? .utc)
    for line in SafeText(joining: reply.text(language)).wrapped(to: 78) {
      try StandardOutput.write(line.string + "\n")
    }
  }
}

extension ReplyLanguage: ExpressibleByArgument {}
