import LogPipeline

/// Many incidents, one a line.
struct IncidentList {
  let incidents: [Incident]
  let zone: ShownZone

  func add(to page: inout Page) {
    let counts = incidents.map { SafeText.grouped($0.occurrences.count) }
    let ids = incidents.map { SafeText($0.id) }
    let widths = [
      ids.map(\.width).max() ?? 0, 16, max(1, counts.map(\.width).max() ?? 0),
      incidents.map { $0.cause.owner.rawValue.count }.max() ?? 0, 7,
    ]
    let rest = page.width - widths.reduce(0, +) - 2 * widths.count
    page.add(line(["ID", "LAST SEEN", "N", "OWNER", "RETRY"], "CAUSE", widths, [], rest).quieted)
    for (index, incident) in incidents.enumerated() {
      let cells: [SafeText] = [
        ids[index], zone.minute(incident.lastSeen), counts[index], SafeText(incident.cause.owner.rawValue),
        incident.cause.retry.word,
      ]
      page.add(
        line(cells, cause(incident, rest), widths, [.id, .plain, .plain, .plain, incident.cause.retry.style], rest))
    }
  }

  /// The title joins the id where there is room for some of it.
  private func cause(_ incident: Incident, _ width: Int) -> SafeText {
    let idWidth = incidents.map { $0.cause.id.count }.max() ?? 0
    guard width >= idWidth + 14 else { return SafeText(incident.cause.id) }
    return "\(SafeText(incident.cause.id).padded(to: idWidth))  \(incident.cause.title)"
  }

  private func line(
    _ cells: [SafeText], _ last: SafeText, _ widths: [Int], _ styles: [Style], _ rest: Int
  ) -> StyledText {
    var line = StyledText()
    for (index, cell) in cells.enumerated() {
      // Numbers end where their column ends.
      let padded = index == 2 ? cell.paddedAtStart(to: widths[index]) : cell.padded(to: widths[index])
      line += padded.styled(styles.isEmpty ? .plain : styles[index]) + .blanks(2)
    }
    return line + last.cut(to: rest).styled(.plain)
  }
}

extension StyledText {
  /// The same words without emphasis.
  fileprivate var quieted: StyledText {
    runs.reduce(StyledText()) { $0 + $1.text.styled(.quiet) }
  }
}
