/// Which version of a product a file names.
struct ProductVersion {
  enum Product { case plesk, apache, apsPackage }

  var product: Product
  var version: VersionNumber
  var line: Int

  /// - Parameter name: The file's, without its directory.
  init?(name: String, _ lines: [String]) {
    let found =
      Self.plesk(name, lines) ?? Self.apache(lines) ?? Self.applicationMetadata(lines) ?? Self.packageListing(lines)
    guard let found else { return nil }
    self = found
  }

  init(_ product: Product, _ version: VersionNumber, line: Int) {
    self.product = product
    self.version = version
    self.line = line
  }

  /// `/usr/local/psa/version`, or what `plesk version` prints.
  private static func plesk(_ name: String, _ lines: [String]) -> ProductVersion? {
    for (index, line) in lines.enumerated() where line.holds("Product version:") {
      if let match = line.firstMatch(of: /Product version:.*?(\d+\.\d[\d.]*)/), let version = VersionNumber(match.1) {
        return ProductVersion(.plesk, version, line: index + 1)
      }
    }
    // `11.5.30 Debian 7.0 115130819.13`
    guard name == "version", let line = lines.first, line.wholeMatch(of: /\d+\.\d[\d.]*( .*)?/) != nil,
      let version = VersionNumber(line)
    else { return nil }
    return ProductVersion(.plesk, version, line: 1)
  }

  /// What `apachectl -v` prints.
  private static func apache(_ lines: [String]) -> ProductVersion? {
    for (index, line) in lines.enumerated() where line.holds("Server version:") {
      if let match = line.firstMatch(of: /^Server version: Apache\/(\d[\d.]*)/), let version = VersionNumber(match.1) {
        return ProductVersion(.apache, version, line: index + 1)
      }
    }
    return nil
  }

  /// APP-META.xml of Open-Xchange's package.
  private static func applicationMetadata(_ lines: [String]) -> ProductVersion? {
    guard lines.contains(where: { $0.holds("<application") }),
      lines.contains(where: {
        $0.holds("open-xchange", inAnyCase: true) && $0.firstMatch(of: /(?i)<name>\s*open-xchange/) != nil
      })
    else { return nil }
    for (index, line) in lines.enumerated() {
      if let match = line.firstMatch(of: /<version>\s*(\d[\d.]*)/), let version = VersionNumber(match.1) {
        return ProductVersion(.apsPackage, version, line: index + 1)
      }
    }
    return nil
  }

  /// What `plesk bin aps -gp` prints: the first version below a line that names Open-Xchange.
  private static func packageListing(_ lines: [String]) -> ProductVersion? {
    let start = lines.firstIndex {
      $0.holds("open-xchange", inAnyCase: true) && $0.firstMatch(of: /(?i)^\s*name\b.*open-xchange/) != nil
    }
    guard let start else { return nil }
    for (index, line) in lines[start...].prefix(12).enumerated() {
      if let match = line.firstMatch(of: /(?i)^\s*version\b\D*(\d[\d.]*)/), let version = VersionNumber(match.1) {
        return ProductVersion(.apsPackage, version, line: start + index + 1)
      }
    }
    return nil
  }
}
