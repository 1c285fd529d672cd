import LogPipeline

extension CauseSpec.Retry {
  /// What running the operation again would do.
  var words: SafeText {
    switch self {
    case .safe: "safe"
    case .useless: "useless until fixed"
    case .checkFirst: "check first: the work may be done"
    }
  }

  /// The same for a narrow column.
  var word: SafeText {
    switch self {
    case .safe: "safe"
    case .useless: "useless"
    case .checkFirst: "check"
    }
  }

  var style: Style {
    switch self {
    case .safe: .good
    case .useless: .bad
    case .checkFirst: .caution
    }
  }
}

extension CauseSpec.Grade {
  var words: SafeText {
    switch self {
    case .verbatim: "seen in the wild"
    case .laboratory: "produced by the real program"
    case .source: "from the source code"
    case .inferred: "inferred"
    case .unconfirmed: "never confirmed"
    }
  }
}

extension CauseSpec.Affects {
  /// Who else meets the failure as long as its cause stands.
  ///
  /// - Parameters:
  ///   - hosts: The Plesk hosts on which it happened.
  ///   - subadmins: Those under whom it happened.
  func words(hosts: [SafeText], subadmins: [SafeText]) -> SafeText {
    switch self {
    case .subject: return "nobody"
    case .host: return hosts.isEmpty ? "everyone on the same Plesk host" : "everyone on \(SafeText.list(hosts, max: 3))"
    case .subadmin:
      return subadmins.isEmpty
        ? "everyone under the same subadmin" : "everyone under subadmin \(SafeText.list(subadmins, max: 3))"
    case .everyone: return "everyone on this Open-Xchange"
    }
  }
}
