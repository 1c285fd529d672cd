/// The configuration of all hosts that was found, and what the user says beside it.
struct ConfigEstate {
  var files: [ConfigFile]
  var pleskHosts: [PleskAddress]
  /// Whether Reseller Mode is on; `nil` where the user does not say.
  var resellerMode: Bool?

  /// The hosts' names in the order of their files.
  var hosts: [String] { files.map(\.host).uniqued() }

  func files(of host: String) -> [ConfigFile] { files.filter { $0.host == host } }

  // MARK: By kind

  var panelINIs: [(file: ConfigFile, settings: INIFile, isSample: Bool)] {
    files.compactMap {
      if case .panelINI(let settings, let isSample) = $0.content { ($0, settings, isSample) } else { nil }
    }
  }

  var packageLists: [(file: ConfigFile, list: PackageList)] {
    files.compactMap { if case .packages(let list) = $0.content { ($0, list) } else { nil } }
  }

  var packageSettings: [(file: ConfigFile, settings: JavaProperties)] {
    files.compactMap { if case .packageSettings(let settings) = $0.content { ($0, settings) } else { nil } }
  }

  var properties: [(file: ConfigFile, properties: JavaProperties)] {
    files.compactMap { if case .properties(let properties) = $0.content { ($0, properties) } else { nil } }
  }

  func versions(_ product: ProductVersion.Product) -> [(file: ConfigFile, version: ProductVersion)] {
    files.compactMap {
      if case .version(let version) = $0.content, version.product == product { ($0, version) } else { nil }
    }
  }

  // MARK: By host

  /// Lists that name a package of Open-Xchange's: those of its hosts.
  var openXchangeLists: [(file: ConfigFile, list: PackageList)] {
    packageLists.filter { $0.list.packages.contains { $0.name.hasPrefix("open-xchange") } }
  }

  /// Whether Apache of a host is 2.4 or newer; `nil` where nothing tells.
  func isModernApache(_ host: String) -> Bool? {
    let modern = VersionNumber(2, 4)
    if let version = versions(.apache).first(where: { $0.file.host == host })?.version.version {
      return version >= modern
    }
    for (file, list) in packageLists where file.host == host {
      let names = ["apache2", "httpd", "apache2-bin", "apache2.2-bin", "apache2.2-common"]
      if let version = names.compactMap({ list.package($0)?.version }).first { return version >= modern }
    }
    let modules = apache(of: host).flatMap { $0.section.directives.filter { $0.name == "loadmodule" } }
      .map { $0.argument(0) }
    if modules.contains("authz_core_module") { return true }
    return modules.contains("authz_default_module") ? false : nil
  }

  /// Apache's files of a host.
  func apache(of host: String) -> [(file: ConfigFile, section: ApacheSection)] {
    files(of: host).compactMap { if case .apache(let section) = $0.content { ($0, section) } else { nil } }
  }
}
