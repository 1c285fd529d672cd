import LogPipeline

/// The languages in which customers are written to.
enum ReplyLanguage: String, CaseIterable {
  case en, de
}

/// What a customer may be told of an incident. Nothing of it comes from a log but the customer's own name and the time.
struct Reply {
  private let incident: Incident
  private let zone: ShownZone
  private let name: SafeText?
  /// Of the failure that the customer met last.
  private let time: Instant

  /// - Parameter asked: A domain or mailbox of the incident's.
  /// - Throws: Code 1 where the incident has none such.
  init(_ incident: Incident, for asked: String?, zone: ShownZone) throws(CommandError) {
    self.incident = incident
    self.zone = zone
    var names: Set<String> = []
    var last: Instant?
    for occurrence in incident.occurrences {
      let subject = occurrence.names.completed
      if let asked {
        guard [subject.mailbox, subject.domain].contains(where: { $0?.lowercased() == asked.lowercased() }) else {
          continue
        }
        last = occurrence.time
      } else if names.count < 2 {
        names.insert(subject.mailbox ?? subject.domain ?? "")
      }
    }
    if let asked, last == nil {
      throw CommandError(
        "\(asked)", "\(incident.id) has no failure of this name",
        next: "`oxtail show \(incident.id) -o text` names all",
        exitCode: 1)
    }
    name = (asked ?? (names.count == 1 ? names.first : nil)).flatMap { $0.isEmpty ? nil : SafeText($0) }
    time = last ?? incident.lastSeen
  }

  private var isOver: Bool { incident.state == .recovered || incident.state == .resolved }

  func text(_ language: ReplyLanguage) -> String {
    let parts: [SafeText] =
      switch language {
      case .en: [what, why, next]
      case .de: [was, warum, weiter]
      }
    return parts.joined(separator: " ").string
  }

  // MARK: English

  private var what: SafeText {
    let verb: SafeText =
      switch incident.operation {
      case "install": "set up"
      case "remove": "remove"
      default: "change"
      }
    let target: SafeText = name.map { " for \($0)" } ?? ""
    return "On \(zone.minute(time)) (\(zone.name)) we could not \(verb) the mail and groupware service\(target)."
  }

  private var why: SafeText {
    switch incident.cause.kind {
    case .transient: "A part of our system could not be reached at that time."
    case .config: "A setting on our side has to be corrected."
    case .conflict: "A name or an entry of the order is in use already."
    case .capacity: "A limit that is set for orders was reached."
    case .software: "A part of our software has to be corrected."
    case .unknown: "We are looking for the reason."
    }
  }

  private var next: SafeText {
    switch (incident.cause.retry, isOver) {
    case (.checkFirst, _):
      "The order may have been carried out all the same. We check that; please do not repeat it until you hear from us."
    case (_, true): "This is solved: the order can be repeated now."
    case (.safe, false): "We are working on it. The order can be repeated later without harm."
    case (.useless, false):
      "We are working on it. Please do not repeat the order until you hear from us: it would fail again."
    }
  }

  // MARK: Deutsch

  private var was: SafeText {
    let verb: SafeText =
      switch incident.operation {
      case "install": "eingerichtet"
      case "remove": "entfernt"
      default: "geändert"
      }
    let target: SafeText = name.map { " für \($0)" } ?? ""
    return "Am \(german(time)) (\(zone.name)) konnte der E-Mail- und Groupware-Dienst\(target) nicht \(verb) werden."
  }

  /// `17.05.2022 um 08:33 Uhr`
  private func german(_ time: Instant) -> SafeText {
    let parts = zone.minute(time).string.split { $0 == "-" || $0 == " " }
    return "\(parts[2]).\(parts[1]).\(parts[0]) um \(parts[3]) Uhr"
  }

  private var warum: SafeText {
    switch incident.cause.kind {
    case .transient: "Ein Teil unseres Systems war zu diesem Zeitpunkt nicht erreichbar."
    case .config: "Auf unserer Seite muss eine Einstellung berichtigt werden."
    case .conflict: "Ein Name oder ein Eintrag aus dem Auftrag wird bereits verwendet."
    case .capacity: "Eine für Aufträge festgelegte Grenze war erreicht."
    case .software: "Ein Teil unserer Software muss berichtigt werden."
    case .unknown: "Wir suchen nach dem Grund."
    }
  }

  private var weiter: SafeText {
    switch (incident.cause.retry, isOver) {
    case (.checkFirst, _):
      "Möglicherweise wurde der Auftrag trotzdem ausgeführt. Wir prüfen das; bitte wiederholen Sie ihn erst, wenn Sie von uns hören."
    case (_, true): "Das ist behoben: Der Auftrag kann jetzt wiederholt werden."
    case (.safe, false): "Wir arbeiten daran. Der Auftrag kann später ohne Schaden wiederholt werden."
    case (.useless, false):
      "Wir arbeiten daran. Bitte wiederholen Sie den Auftrag erst, wenn Sie von uns hören: Er würde wieder fehlschlagen."
    }
  }
}
