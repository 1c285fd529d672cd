import IncidentStore
import LogPipeline
import OxtailService

/// What the lists of both sides say together, for people.
struct InventoryView {
  /// How many objects are named in the brief form.
  private static let namesMax = 20

  let report: InventoryReport
  let detail: IncidentBlock.Detail
  /// Who may raise a limit.
  let masterLogin: String

  var isWrong: Bool {
    report.mixedNames != nil || report.headRoom.contains(where: \.isNearlyFull)
      || report.ownerless > 0 || !report.unclear.isEmpty
      || [report.openXchangeOnly, report.pleskOnly, report.mailboxesPleskOnly, report.usersOpenXchangeOnly]
        .contains { $0?.isEmpty == false }
  }

  func page(width: Int) -> Page {
    var page = Page(width: width)
    for source in report.sources {
      page.field(
        source == report.sources.first ? "LISTS" : "",
        "\(SafeText.count(source.rows, "row")) of \(source.kind.words), \(source.name)\(source.time.map { ", as of \(ShownZone.utc.minute($0))" as SafeText } ?? "")"
      )
    }
    page.addGap()
    addSubadmins(to: &page)
    addNames(to: &page)
    addOneSided(to: &page)
    return page
  }

  /// Without styles, for a ticket.
  var plainLines: [SafeText] {
    page(width: 80).text(.plain).split(separator: "\n", omittingEmptySubsequences: false).dropLast().map {
      SafeText($0)
    }
  }

  // MARK: Subadmins

  private func addSubadmins(to page: inout Page) {
    let shown = report.headRoom.filter { detail == .full || $0.isNearlyFull }
    for room in shown {
      page.check(
        "Subadmin \(room.subadmin): \(room.used) of \(room.limit) contexts",
        room.isFull ? .error : room.isNearlyFull ? .warning : .ok)
      guard room.isNearlyFull else { continue }
      page.steps(
        "FIX",
        [
          "# Raise the limit, or delete contexts that are not used any more:",
          RemedyWriter.filled(
            "/opt/open-xchange/sbin/changeadmin -A {master} -P {password} -u {subadmin} -e Subadmin.MaxContext={new_limit}",
            ["master": masterLogin, "subadmin": room.subadmin], isCommand: true),
        ])
    }
    if report.ownerless > 0 {
      page.check("How many contexts a subadmin has cannot be told", .warning)
      page.field("WHY", "\(SafeText.count(report.ownerless, "context")) without an owner: the list has no such column.")
    } else if shown.isEmpty, !report.headRoom.isEmpty {
      let count = report.headRoom.count
      let all: SafeText = "All \(count) subadmins with a limit have room"
      page.check(count == 1 ? "The subadmin with a limit has room" : all, .ok)
    }
  }

  private func addNames(to page: inout Page) {
    guard let mixed = report.mixedNames else {
      if report.openXchangeOnly != nil { page.check("All contexts are named in one way", .ok) }
      return
    }
    page.check("Contexts are named in two ways: Reseller Mode was toggled", .warning)
    page.field("BY NUMBER", Self.names(mixed.byNumber, max: 5))
    page.field("BY OWNER", Self.names(mixed.bySubadmin, max: 5))
    page.field("WHY", "Plesk manages those of the mode that is on; every call for the others fails.")
  }

  // MARK: One side

  private func addOneSided(to page: inout Page) {
    guard let ghosts = report.openXchangeOnly, let believed = report.pleskOnly else {
      page.addGap()
      let needs: SafeText = "The sides are not compared: that needs contexts of Open-Xchange and a list of Plesk's"
      page.add(needs.wrapped(to: page.width).map { $0.styled(.quiet) })
      return
    }
    add("Every context belongs to a domain in Plesk", ghosts, "on Open-Xchange only: ghosts", to: &page)
    add("Every domain in Plesk has its context", believed, "in Plesk only: never came to be", to: &page)
    if !report.unclear.isEmpty {
      add("Which of these belong together cannot be told", report.unclear, "with one instance's number", to: &page)
      page.field("WHY", "Several Plesk hosts have that instance, and no login mapping names a domain.")
    }
    if let boxes = report.mailboxesPleskOnly {
      add("Every mailbox in Plesk has its user", boxes, "in Plesk only", to: &page)
    }
    if let users = report.usersOpenXchangeOnly {
      add("Every user has its mailbox in Plesk", users, "on Open-Xchange only", to: &page)
    }
  }

  private func add(_ title: SafeText, _ rows: [InventoryRow], _ words: SafeText, to page: inout Page) {
    page.check(title, rows.isEmpty ? .ok : .warning)
    guard !rows.isEmpty else { return }
    let count: SafeText = "  \(SafeText.count(rows.count, "object")) \(words)"
    page.add(count.styled(.quiet))
    let shown = detail == .full ? rows[...] : rows.prefix(Self.namesMax)
    for row in shown { page.add(.blanks(2) + StyledText(row.label.cut(to: page.width - 2))) }
    if rows.count > shown.count {
      page.add(StyledText("  … \(rows.count - shown.count) more; -o text names all", .quiet))
    }
  }

  private static func names(_ rows: [InventoryRow], max: Int) -> SafeText {
    "\(rows.count): \(SafeText.list(rows.map { SafeText($0.name?.string ?? "") }, max: max))"
  }
}

extension InventoryRow {
  /// `context 19 pleskcustomer1_24, owner pleskcustomer1`; `customer1.example on plesk1, instance 24`
  fileprivate var label: SafeText {
    switch kind {
    case .contexts:
      return "context \(id ?? 0) \(name?.string ?? "")\(owner.map { ", owner \($0.string)" } ?? "")"
    case .admins: return "subadmin \(name?.string ?? "")"
    case .users:
      return "user \(name?.string ?? "") in context \(contextID ?? 0)\(mailbox.map { ", \($0.string)" } ?? "")"
    case .plesk:
      let host = host.map { " on \($0.string)" } ?? ""
      return
        "\(mailbox?.string ?? domain?.string ?? "")\(host)\(id.map { ", instance \($0)" } ?? "")\(owner.map { ", customer \($0.string)" } ?? "")"
    }
  }
}
