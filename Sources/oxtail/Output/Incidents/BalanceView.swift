import LogPipeline

/// Whether every failed answer and every error of provisioning stands somewhere, for people.
struct BalanceView {
  let balance: Balance

  func page(width: Int) -> Page {
    var page = Page(width: width)
    let due = balance.answers.records + balance.errors.records
    page.field("DUE", "\(SafeText.count(due, "record")) that must be somewhere:")
    add(balance.answers.records, "answers of the provisioning services other than 200", to: &page)
    add(balance.errors.records, "errors of provisioning in Open-Xchange's log", to: &page)
    page.field("FOUND", "\(SafeText.count(due - balance.missing, "record")):")
    add(balance.inIncidents.records, "in incidents", to: &page)
    add(balance.ofOtherClients.records, "of other clients", to: &page)
    add(balance.unknown.records, "that no pattern understands", to: &page)
    page.field("BALANCE", [verdict])
    return page
  }

  private static let numberWidth = 9

  private func add(_ count: Int, _ what: SafeText, to page: inout Page) {
    page.field("", [StyledText(SafeText.grouped(count).paddedAtStart(to: Self.numberWidth) + "  " + what)])
  }

  private var verdict: StyledText {
    if balance.isEven { return SafeText("even").styled(.good) }
    let missing = balance.missing
    let words: SafeText =
      missing > 0
      ? "NOT EVEN: \(SafeText.count(missing, "record")) missing"
      : missing < 0 ? "NOT EVEN: \(SafeText.count(-missing, "record")) too many" : "NOT EVEN: not the same records"
    return words.styled(.bad)
  }
}
