import LogPipeline
import OxtailService

/// Why the records of an incident belong together, for people.
struct WhyView {
  let incident: Incident
  /// Its failures that are told of, the newest first.
  let shown: Listing<Occurrence>
  /// Those of these failures' records.
  let sources: [SourceReport]
  let zone: ShownZone
  /// The sides of which logs were read.
  let sides: Set<Side>

  func page(width: Int) -> Page {
    var page = Page(width: width)
    addHeadline(to: &page)
    page.addGap()
    page.field("CAUSE", "\(incident.cause.id): \(incident.cause.grade.words)")
    addGrouping(to: &page)
    addRecovery(to: &page)
    page.addGap()
    LogList(sources: sources).add(to: &page)
    for (index, occurrence) in shown.enumerated() {
      page.addGap()
      OccurrenceBlock(
        occurrence: occurrence, number: index + 1, count: incident.occurrences.count, incidentCause: incident.cause,
        zone: zone, sides: sides, nodes: incident.nodes, weighs: true
      ).add(to: &page)
    }
    let rest = incident.occurrences.count - shown.count
    if rest > 0 {
      page.addGap()
      page.add(SafeText("and \(SafeText.count(rest, "earlier failure")); -o text shows all").styled(.quiet))
    }
    return page
  }

  private func addHeadline(to page: inout Page) {
    let id = SafeText(incident.id)
    for (index, line) in SafeText(incident.cause.title).wrapped(to: page.width - id.width - 2).enumerated() {
      let margin: SafeText = index == 0 ? id : ""
      page.add((margin.padded(to: id.width) + "  ").styled(.id) + line.styled(.strong))
    }
  }

  private func addGrouping(to page: inout Page) {
    page.field("GROUPED", "by \(commonalities) and this text:")
    page.field("", SafeText(incident.foldedText), .match)
    page.field("IDENTITY", "\(incident.fingerprint), of cause, operation and text")
  }

  /// What is evidence that it is over.
  private func addRecovery(to page: inout Page) {
    if let listedAt = incident.listedAt {
      page.field(
        "RECOVERY",
        "imported lists show for every subject what the operation was to do, as of \(zone.second(listedAt)): what was to be made is there, what was to go is gone"
      )
    } else if let time = incident.recoveredAt {
      page.field(
        "RECOVERY", "Apache's log shows that each caller that met it was served again, at \(zone.second(time)) the last"
      )
    }
  }

  private var commonalities: SafeText {
    let operation: SafeText = incident.operation.map { "operation (\($0))" } ?? "operation (none named)"
    return "cause, \(operation), owner (\(Self.owner(incident.owningEntity)))"
  }

  /// `subadmin reseller7`; where nobody names it, what it would be.
  private static func owner(_ entity: String) -> SafeText {
    let parts = entity.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts.count > 1 && !parts[1].isEmpty ? SafeText(parts[1]) : "not named"
    switch parts.first {
    case "subadmin": return "subadmin \(name)"
    case "plesk": return "Plesk host \(name)"
    case "address": return "caller \(name)"
    default: return "Open-Xchange on \(name)"
    }
  }
}
