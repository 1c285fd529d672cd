import Foundation

extension InventoryRow {
  /// What leads to it, in lower case: the domains and mappings of a context, the address of a user, the domain in Plesk.
  package var leadingNames: Set<String> {
    switch kind {
    case .contexts: mappings.names
    case .plesk: Set([domain?.string.lowercased()].compactMap { $0 })
    case .users: Set([address].compactMap { $0 })
    case .admins: []
    }
  }

  /// `pleskcustomer1_24,BRANDING||24||webmail.customer1.example`: the names and instances that lead to a context.
  package var mappings: (names: Set<String>, instances: Set<Int>) {
    var names: Set<String> = []
    var instances: Set<Int> = []
    let written = [name?.string ?? ""] + (detail?.string ?? "").split(separator: ",").map(String.init)
    for mapping in written.map({ $0.trimmingCharacters(in: .whitespaces) }) {
      let parts = mapping.components(separatedBy: "||")
      if parts.first == "BRANDING", parts.count >= 2, let instance = Int(parts[1]) { instances.insert(instance) }
      if parts.count == 1, let reseller = Self.resellerName(mapping) { instances.insert(reseller.instance) }
      guard let last = parts.last?.lowercased(), last.contains(".") else { continue }
      let host = last.split(separator: "@").last.map(String.init) ?? last
      names.insert(host)
      // `webmail.customer1.example` is an address of customer1.example.
      let labels = host.split(separator: ".")
      if labels.count > 2 { names.insert(labels.dropFirst().joined(separator: ".")) }
    }
    return (names, instances)
  }

  /// `pleskcustomer1_24`: the subadmin and the instance.
  package static func resellerName(_ name: String) -> (subadmin: String, instance: Int)? {
    guard let sign = name.lastIndex(of: "_"), sign > name.startIndex,
      let instance = Int(name[name.index(after: sign)...])
    else { return nil }
    return (String(name[..<sign]), instance)
  }

  /// The mailbox's whole address: Plesk may name its part before the `@` alone.
  package var address: String? {
    mailbox.map { $0.string.contains("@") || domain == nil ? $0.string : $0.string + "@" + (domain?.string ?? "") }?
      .lowercased()
  }
}
