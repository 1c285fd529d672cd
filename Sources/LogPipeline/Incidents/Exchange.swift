/// One HTTP exchange as Apache saw it: its access line, and what the error log says of it.
struct Exchange {
  /// `nil` where only the error log shows it.
  let access: DatedEvent?
  /// In the order of ``DatedEvent/precedes(_:_:)``.
  let errors: [DatedEvent]
  /// The finding of the record that tells most; `nil` where its status alone says that it failed, or nothing does.
  let finding: Finding?

  init(access: DatedEvent?, errors: [DatedEvent]) {
    precondition(access != nil || !errors.isEmpty, "an exchange without a record")
    self.access = access
    self.errors = errors
    // The error log knows more than a status, and what it says first led to the rest.
    finding = errors.lazy.compactMap(\.finding).first ?? access?.finding
  }

  /// The access line first.
  var events: [DatedEvent] { [access].compactMap { $0 } + errors }
  private var first: DatedEvent { access ?? errors[0] }

  /// When the call began: what an access line is stamped with, in whole seconds.
  var start: Instant { first.time }
  var host: String { first.host }
  var address: String? { events.lazy.compactMap { $0.event.http?.address }.first }
  var service: String? { events.lazy.compactMap { $0.event.http?.service }.first }
  var status: Int? { access?.event.http?.status }
  var userAgent: String? { access?.event.userAgent }
  var isFromPHP: Bool { userAgent?.hasPrefix("PHP-SOAP") == true }
  /// PHP names itself only where it sends SOAP; where it loads a WSDL it may name nothing.
  var isFromAnotherProgram: Bool { userAgent.map { !$0.hasPrefix("PHP") && $0 != "-" && !$0.isEmpty } ?? false }

  /// Whether the answer was neither a failure nor what a service answers: a redirection, or nothing.
  var isUnusual: Bool { !isFailed && status != 200 }

  /// Whether the answer was no success.
  var isFailed: Bool { finding != nil || (status ?? 500) >= 400 }

  /// The record that ``finding`` is of.
  var root: DatedEvent { errors.first { $0.finding != nil } ?? first }

  /// Whether it was a call that Open-Xchange answered without a fault.
  var isSuccess: Bool {
    !isFailed && status.map { (200...299).contains($0) } == true && access?.event.http?.method == "POST"
  }

  /// Whether one of its records names `cause`.
  func names(_ cause: String) -> Bool {
    events.contains { $0.event.findings.contains { $0.cause == cause } }
  }
}
