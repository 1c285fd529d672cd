import Testing

@testable import OxtailService

/// Whom Apache lets in, by the words of 2.2 and of 2.4.
struct AccessListTests {
  private func verdict(_ rules: String, _ host: String, isModern: Bool = true) -> AccessList.Verdict {
    let text = "<Location /webservices>\n" + rules.replacing(" / ", with: "\n") + "\n</Location>"
    let section = ApacheSection(text.split(separator: "\n").map(String.init)).resolved(isModern: isModern).sections[0]
    let parts = host.split(separator: "=").map(String.init)
    guard let known = PleskAddress(name: parts[0], address: parts[1]) else { return .unknown }
    return AccessList(section: section, file: "x").verdict(Caller(known))
  }

  @Test(arguments: [
    ("Order Deny,Allow / Deny from all / Allow from 192.168", "p=192.168.3.4", AccessList.Verdict.allowed),
    ("Order Deny,Allow / Deny from all / Allow from 192.168.", "p=192.168.3.4", .allowed),
    ("Order Deny,Allow / Deny from all / Allow from 192.168", "p=192.16.3.4", .refused),
    ("Order Deny,Allow / Deny from all / Allow from 10.0.0.0/8 192.0.2.7", "p=192.0.2.7", .allowed),
    ("Order Deny,Allow / Deny from all / Allow from 10.0.0.0/255.0.0.0", "p=10.9.8.7", .allowed),
    ("Order Deny,Allow / Deny from all / Allow from 192.0.2.0/29", "p=192.0.2.8", .refused),
    ("Order Deny,Allow / Deny from 192.0.2.7", "p=192.0.2.8", .allowed),
    ("Order Allow,Deny / Allow from all / Deny from 192.0.2.7", "p=192.0.2.7", .refused),
    ("Order Allow,Deny / Allow from 192.0.2.7", "p=192.0.2.8", .refused),
    ("Order Allow,Deny / Deny from all / Allow from 192.0.2.7", "p=192.0.2.7", .refused),
    ("order deny,allow / deny from all / allow from .example", "plesk1.example=192.0.2.7", .allowed),
    ("Order Deny,Allow / Deny from all / Allow from example", "plesk1.nexample=192.0.2.7", .refused),
    ("Order Deny,Allow / Deny from all / Allow from env=ok", "p=192.0.2.7", .unknown),
    ("Order Deny,Allow / Deny from all / Allow from 2001:db8::/32", "p=2001:db8::7", .allowed),
    ("Order Deny,Allow / Deny from all / Allow from 2001:db8::/32", "p=192.0.2.7", .refused),
    ("Require ip 192.0.2.7", "p=192.0.2.7", .allowed),
    ("Require ip 192.0.2.7 / Require ip 198.51.100", "p=198.51.100.9", .allowed),
    ("Require ip 192.0.2.7", "p=192.0.2.70", .refused),
    ("Require all granted", "p=192.0.2.7", .allowed),
    ("Require all denied", "p=192.0.2.7", .refused),
    ("Require local", "p=192.0.2.7", .refused),
    ("Require host example", "plesk1.example=192.0.2.7", .allowed),
    ("<RequireAll> / Require ip 192.0.2 / Require not ip 192.0.2.7 / </RequireAll>", "p=192.0.2.7", .refused),
    ("<RequireAll> / Require ip 192.0.2 / Require not ip 192.0.2.7 / </RequireAll>", "p=192.0.2.8", .allowed),
    ("<RequireAny> / Require ip 192.0.2.7 / Require ip 192.0.2.8 / </RequireAny>", "p=192.0.2.8", .allowed),
    (
      "<RequireAll> / Require all granted / <RequireNone> / Require ip 192.0.2.7 / </RequireNone> / </RequireAll>",
      "p=192.0.2.7", .refused
    ),
    ("Require expr %{TIME_HOUR} -ge 9", "p=192.0.2.7", .unknown),
    ("Order Deny,Allow / Deny from all / Require ip 192.0.2.7", "p=192.0.2.7", .refused),
    ("ProxyPass balancer://oxcluster/webservices", "p=192.0.2.7", .allowed),
  ])
  func `a list lets in whom Apache lets in`(rules: String, host: String, verdict: AccessList.Verdict) {
    #expect(self.verdict(rules, host) == verdict)
  }

  @Test(arguments: [
    ("<IfModule mod_authz_core.c>", true), ("<IfModule !mod_authz_core.c>", false), ("<IfVersion >= 2.4>", true),
    ("<IfVersion < 2.4>", false), ("<IfModule mod_proxy.c>", nil),
  ])
  func `what holds under one version only counts there alone`(condition: String, isForModern: Bool?) {
    let end = condition.hasPrefix("<IfModule") ? "</IfModule>" : "</IfVersion>"
    let rules = "\(condition) / Require ip 192.0.2.7 / \(end)"
    for isModern in [true, false] {
      let holds = isForModern == nil || isForModern == isModern
      #expect(verdict(rules, "p=192.0.2.8", isModern: isModern) == (holds ? .refused : .allowed))
    }
  }

  @Test(arguments: ["", "x", "1.2.3.4.5", "1.2.3.4/33", "300.1.1.1", "1.2.3.4/1.2", "::g", "/8"])
  func `what is no address is none`(text: String) { #expect(AddressRange(text) == nil) }

  @Test(arguments: ["192.0.2", "192.0.2.0/24", "host.example"])
  func `a Plesk host has one address`(address: String) { #expect(PleskAddress(name: "p", address: address) == nil) }
}
