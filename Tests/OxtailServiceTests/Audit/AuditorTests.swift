import OxtailService
import PatternFiles
import TestSupport
import Testing

/// Each statement of the page, kept by the clean tree and broken by one change of it.
struct AuditorTests {
  /// One change of the clean tree, and all that it breaks.
  struct Change: CustomTestStringConvertible {
    var file: String
    var text: String
    var replacement: String
    var broken: [String]
    var found: String

    var testDescription: String { "\(broken.first ?? "nothing"): \(replacement)" }

    init(_ file: String, _ text: String, _ replacement: String, _ broken: [String], _ found: String) {
      (self.file, self.text, self.replacement, self.broken, self.found) = (file, text, replacement, broken, found)
    }
  }

  private static let panel = "plesk1/usr/local/psa/admin/conf/panel.ini"
  private static let apache = "ox1/etc/apache2/conf.d/proxy_http.conf"
  private static let etc = "ox1/opt/open-xchange/etc/"
  private static let hosting = "ox1/opt/open-xchange/etc/plugin/hosting.properties"
  private static let packages = "ox1/packages.txt"

  static let changes: [Change] = [
    // Requirements
    Change(
      "plesk1/usr/local/psa/version", "11.5.30", "11.0.9", ["requirements.plesk-version version:1"], "version 11.0.9"),
    Change(
      "plesk1/usr/local/psa/version", "11.5.30", "12.0.18", ["requirements.plesk-known version:1"], "version 12.0.18"),
    Change("plesk1/APP-META.xml", ">7.2<", ">7.1.4<", ["requirements.aps-version APP-META.xml:4"], "version 7.1.4"),
    Change(packages, "7.6.2-38", "6.20.7-5", ["requirements.ox-version packages.txt:11"], "version 6.20.7"),
    Change(packages, "ii  open-xchange ", "rc  open-xchange ", [], ""),
    Change(
      packages, "ii  open-xchange-core ", "rc  open-xchange-core ", [], ""),
    // Known issues
    Change(
      etc + "ModuleAccessDefinitions.properties", "\ngroupware=", "\ngroupware_plus=",
      ["limits.module-access ModuleAccessDefinitions.properties"], "only webmail, groupware_standard, groupware_plus"),
    // DNS
    Change(
      "ox1/etc/resolv.conf", "nameserver 192.0.2.53\n", "", ["dns.same-view resolv.conf:1"], "192.0.2.54"),
    // SOAP
    Change(
      apache, "ProxyPass balancer://oxcluster/webservices", "", ["soap.reachable proxy_http.conf"],
      "no ProxyPass for /webservices"),
    Change(apache, "192.0.2.17", "192.0.2.18", ["soap.hosts proxy_http.conf:8"], "plesk1 (192.0.2.17) would get 403"),
    Change(
      apache, "Require ip 192.0.2.17", "Require all granted", ["soap.restricted proxy_http.conf:8"],
      "everybody may call"),
    Change(
      apache, "<Location /webservices>", "<Location /other>", ["soap.restricted proxy_http.conf"],
      "no <Location /webservices>"),
    Change(
      "ox1/apachectl-v.txt", "2.4.10", "2.2.22", ["soap.syntax proxy_http.conf:10"], "Require ip 192.0.2.17"),
    Change(
      apache, "Require ip 198.51.100.0/24", "Allow from 192.0.2.17", ["soap.one-syntax proxy_http.conf:11"],
      "Allow from 192.0.2.17"),
    Change(
      apache, "Require ip 198.51.100.0/24", "AuthType Basic", ["soap.no-login proxy_http.conf:11"], "AuthType Basic"),
    // One or many
    Change(
      packages, "ii  open-xchange-parallels ", "un  open-xchange-parallels ", ["packages.parallels packages.txt"],
      "not in the list"),
    Change(
      packages, "ii  open-xchange-admin-soap-reseller", "rc  open-xchange-admin-soap-reseller",
      ["packages.reseller packages.txt"], "not in the list: open-xchange-admin-soap-reseller"),
    Change(
      packages, "ii  open-xchange-admin-reseller", "rc  open-xchange-admin-reseller",
      ["packages.reseller packages.txt"], "not in the list: open-xchange-admin-reseller"),
    Change(
      packages, "parallels            7.6.2-38", "parallels            7.6.1-12",
      ["packages.one-version packages.txt:12"],
      "open-xchange-parallels 7.6.1"),
    Change(
      "plesk1/aps-settings.txt", "reseller_mode=true", "reseller_mode=false", ["packages.mode aps-settings.txt:3"],
      "SETTINGS_reseller_mode=false"),
    Change(
      etc + "configdb.properties", "password=wR7-kite-harbour", "password=secret",
      ["subadmin.example-password configdb.properties:2"], ""),
    // General
    Change(
      etc + "sessiond.properties", "autologin=true", "autologin=false", ["ox.autologin sessiond.properties:3"],
      "com.openexchange.sessiond.autologin=false"),
    Change(
      etc + "sessiond.properties", "com.openexchange.sessiond.autologin=true", "# none",
      ["ox.autologin sessiond.properties"],
      "com.openexchange.sessiond.autologin is not set, which means false"),
    Change(
      etc + "user.properties", "=false", "=true", ["ox.display-names user.properties:1"],
      "com.openexchange.user.enforceUniqueDisplayName=true"),
    Change(
      hosting, "_|-]", "_-]", ["ox.login-mapping hosting.properties:2"],
      "CHECK_CONTEXT_LOGIN_MAPPING_REGEXP=[$%\\.+a-zA-Z0-9_-] leaves over ||||"),
    Change(
      hosting, "_|-]", "_|-", ["ox.login-mapping hosting.properties:2"],
      "CHECK_CONTEXT_LOGIN_MAPPING_REGEXP=[$%\\.+a-zA-Z0-9_|- is no expression"),
    Change(
      hosting, "CHECK_CONTEXT", "# CHECK_CONTEXT", ["ox.login-mapping hosting.properties"],
      "CHECK_CONTEXT_LOGIN_MAPPING_REGEXP is not set; the default leaves over ||||"),
    Change(
      etc + "user.properties", "com.", "com.openexchange.sessiond.autologin=TRUE\ncom.",
      ["ox.set-once user.properties:1"],
      "com.openexchange.sessiond.autologin=TRUE, but true in "),
    // Logs
    Change(panel, "[log]\n", "", ["log.priority-place panel.ini:2"], "filter.priority = 3, before any section"),
    Change(panel, "[log]\n", "[aps]\n", ["log.priority-place panel.ini:3"], "filter.priority = 3, in [aps]"),
    Change(panel, "priority = 3", "priority = 7", ["log.priority-debug panel.ini:3"], "filter.priority = 7"),
    Change(panel, "priority = 3", "priority = 2", ["log.priority-errors panel.ini:3"], "filter.priority = 2"),
    Change(panel, "priority = 3", "priority = all", ["log.priority-errors panel.ini:3"], "filter.priority = all"),
    Change(panel, "enabled = off", "enabled = on", ["log.debug-mode panel.ini:6"], "[debug] enabled = on"),
    Change(
      "plesk1/aps-settings.txt", "debug=false", "debug=true", ["log.debug-mode aps-settings.txt:4"],
      "SETTINGS_debug=true"),
    Change(
      panel, "filter.priority = 3", "show.util_exec_io = on", ["log.utility-texts panel.ini:3"],
      "show.util_exec_io = on"),
    Change(
      etc + "logback.xml", "level=\"INFO\"", "level=\"DEBUG\"", ["log.ox-debug logback.xml:4"],
      "<logger name=\"com.openexchange\" level=\"DEBUG\"/>"),
  ]

  @Test func `the clean tree keeps every statement that files can tell`() throws {
    let result = try SampleTree().audit()
    #expect(result.brokenPlaces == [])
    // The bundle for a single system is not asked for in Reseller Mode.
    #expect(result.unchecked.map(\.id) == ["packages.soap"])
  }

  @Test(arguments: changes)
  func `one thing that is broken is the one thing that is found`(change: Change) throws {
    let tree = try SampleTree()
    try tree.replace(change.file, change.text, change.replacement)
    let result = try tree.audit()
    #expect(result.brokenPlaces == change.broken)
    for finding in result.broken where !change.found.isEmpty { #expect(finding.found.string.hasPrefix(change.found)) }
  }

  @Test func `every check has its statement, and every statement its check and a change that breaks it`() throws {
    let ids = try AuditPage.builtin().statements.map(\.id)
    #expect(Set(Auditor.decided) == Set(ids))
    #expect(Auditor.decided.count == ids.count)
    let broken = Set(Self.changes.flatMap(\.broken).map { String($0.prefix { $0 != " " }) })
    // The rest has tests of its own below.
    #expect(Set(ids).subtracting(broken) == ["requirements.ox-server", "packages.soap", "log.sample-file"])
  }

  @Test func `plug-ins without a server are found`() throws {
    let tree = try SampleTree()
    for name in ["open-xchange ", "open-xchange-core "] {
      try tree.replace(Self.packages, "ii  " + name, "rc  " + name)
    }
    #expect(try tree.audit().brokenPlaces == ["requirements.ox-server packages.txt:8"])
  }

  @Test func `without Reseller Mode the plain bundle is asked for`() throws {
    let tree = try SampleTree()
    try tree.replace(Self.packages, "ii  open-xchange-admin-soap  ", "rc  open-xchange-admin-soap  ")
    #expect(try tree.audit().brokenPlaces == [])
    #expect(try tree.audit(resellerMode: false).brokenPlaces == ["packages.soap packages.txt"])
  }

  @Test func `what was set in the sample of panel.ini has no effect, and is said`() throws {
    let tree = try SampleTree()
    try tree.write(Self.panel + ".sample", "; [log]\n; filter.priority = 7\n")
    #expect(try tree.audit().brokenPlaces == [])
    try tree.write(Self.panel + ".sample", "[log]\nfilter.priority = 7\n")
    #expect(try tree.audit().brokenPlaces == ["log.sample-file panel.ini.sample:2"])
  }

  @Test func `a statement without its file is not checked, and neither kept nor broken`() throws {
    let tree = try SampleTree()
    try tree.remove(Self.panel)
    let result = try tree.audit(plesk: [])
    #expect(result.unchecked.map(\.id).contains("log.priority-place"))
    #expect(result.unchecked.map(\.id).contains("soap.hosts"))
    #expect(result.brokenPlaces == [])
  }

  @Test func `the lines to add are those of the syntax that is there`() throws {
    let tree = try SampleTree()
    let modern = try #require(try tree.audit(plesk: ["b=203.0.113.7", "a=2001:db8::1"]).broken.first)
    #expect(modern.fix.contains("  Require ip 203.0.113.7") && modern.fix.contains("  Require ip 2001:db8::1"))
    #expect(modern.fix.first?.hasSuffix("below line 11, add:") == true)
    try tree.replace("ox1/apachectl-v.txt", "2.4.10", "2.2.22")
    try tree.replace(Self.apache, "Require ip 192.0.2.17\n", "Order Deny,Allow\nDeny from all\n")
    try tree.replace(Self.apache, "Require ip 198.51.100.0/24", "Allow from 198.51.100")
    let old = try #require(try tree.audit(plesk: ["b=203.0.113.7"]).broken.first)
    #expect(old.statement.id == "soap.hosts")
    #expect(old.fix.contains("  Allow from 203.0.113.7"))
  }

  @Test func `no password of any file is in the answer`() throws {
    let tree = try SampleTree()
    try tree.write(
      "ox1/root/subadmins.sh", "/opt/open-xchange/sbin/createadmin -A oxadminmaster -P secret -u a -p Harbour77\n")
    let result = try tree.audit()
    #expect(result.brokenPlaces == ["subadmin.example-password subadmins.sh:1"])
    let text = try JSON.text(AuditDocument(result))
    for secret in ["-P secret", "Harbour77", "kite-harbour"] { #expect(!text.contains(secret)) }
  }
}
