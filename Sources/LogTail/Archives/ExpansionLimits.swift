/// How far one file may expand: a few kilobytes made by hand can unpack for days.
package struct ExpansionLimits: Sendable {
  /// Bytes out for each byte in. Logs reach 10 to 30, the most repetitive ones some 100; zlib's utmost is 1,032.
  package var ratioMax: Int
  /// Up to here the ratio is not asked for: a short log of one line a thousand times over is no attack.
  package var freeBytes: Int
  /// Bytes out of one file, whatever its size: more than any host keeps, and read within minutes.
  package var bytesMax: Int

  package init(ratioMax: Int, freeBytes: Int, bytesMax: Int) {
    self.ratioMax = ratioMax
    self.freeBytes = freeBytes
    self.bytesMax = bytesMax
  }

  package static let standard = ExpansionLimits(
    ratioMax: 200, freeBytes: 64 * 1024 * 1024, bytesMax: 64 * 1024 * 1024 * 1024)
}
