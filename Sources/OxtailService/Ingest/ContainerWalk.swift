import LogPipeline
import LogTail

/// Finds the logs in a file: itself, what it holds compressed, and the entries of an archive, which is walked like a directory.
///
/// All is told by content, and all is one pass over the file's bytes: nothing is written anywhere, and names in archives
/// are never used but as names.
struct ContainerWalk {
  /// Archives in archives: one of a host's logs, in one of a case. Around and inside of each, one layer of gzip is taken off.
  static let archivesMax = 2

  let budget: ExpansionBudget
  /// Receives each stream that may be a log.
  let log: (Layer) throws(UnreadablePath) -> Void
  let skip: (SkippedFile) -> Void

  /// A stream with what is known of it.
  struct Layer {
    var stream: PeekedStream
    /// The file's path, and behind it the path in the archive.
    var name: String
    /// Bytes as they lie in what holds it.
    var bytes: Int
    var isNamed: Bool
    /// The archive on disk that it is from.
    var archive: String?
    var archives = 0
    var isInflated = false

    var isPacked: Bool { isInflated || archives > 0 }

    var isAdminLog: Bool { LogName(name).isAdminLog }
    var mayBeLiveLog: Bool { LogName(name).mayBeLive }
  }

  func walk(_ layer: Layer) throws(UnreadablePath) {
    switch Container.of(try layer.stream.peek(Container.headBytes)) {
    case .gzip where layer.isInflated: skip(layer, "compressed twice: unpack it first")
    case .gzip: try walkGzip(layer)
    case .tar where layer.archives == Self.archivesMax:
      skip(layer, "an archive in an archive in an archive: unpack it first")
    case .tar: try walkArchive(layer)
    case .other("zip"), .other("7z"): skip(layer, "an archive: unpack it first")
    case .other(let kind): skip(layer, "compressed (\(kind)): unpack it first")
    case nil: try log(layer)
    }
  }

  private func walkGzip(_ layer: Layer) throws(UnreadablePath) {
    let gzip = GzipStream(layer.stream, budget: budget)
    var inner = layer
    inner.stream = PeekedStream(gzip)
    inner.isInflated = true
    try walk(inner)
    // What is wrong with what holds it is said there.
    if layer.stream.damage == nil, let damage = gzip.damage { report(damage, layer, read: gzip.produced) }
  }

  private func walkArchive(_ layer: Layer) throws(UnreadablePath) {
    let archive = TarArchive(layer.stream)
    while let entry = try archive.next() {
      guard let inner = self.layer(of: entry, in: layer) else { continue }
      switch entry.kind {
      case .file:
        var inner = inner
        inner.stream = PeekedStream(archive.contents())
        try walk(inner)
      case .directory: break
      case .link: skip(inner, "a link in an archive")
      case .device: skip(inner, "neither a file nor a directory")
      case .sparse: skip(inner, "a file with holes in an archive: unpack it first")
      case .nameTooLong: skip(inner, "its name is longer than any path")
      case .unknown: skip(inner, "an entry of unknown kind")
      }
    }
    // What follows the end mark is padding, but a check sum behind it proves the whole.
    if archive.damage == nil { try layer.stream.drain() }
    if layer.stream.damage == nil, let damage = archive.damage { report(damage, layer, read: 0) }
  }

  /// - Returns: `nil` for what a walk leaves out in directories too: hidden files, and what lies in hidden directories.
  private func layer(of entry: TarEntry, in outer: Layer) -> Layer? {
    let parts = entry.name.split(separator: "/").filter { $0 != "." }
    guard !parts.isEmpty, !parts.contains(where: { $0.hasPrefix(".") && $0 != ".." }) else { return nil }
    return Layer(
      stream: outer.stream, name: outer.name + "/" + parts.joined(separator: "/"), bytes: entry.size, isNamed: false,
      archive: outer.archive ?? outer.name, archives: outer.archives + 1)
  }

  private func skip(_ layer: Layer, _ reason: String) {
    skip(SkippedFile(layer, reason))
  }

  private func report(_ damage: Damage, _ layer: Layer, read bytes: Int) {
    var skipped = SkippedFile(layer, damage.reason(read: bytes))
    skipped.isPartlyRead = true
    skip(skipped)
  }
}

extension Damage {
  /// - Parameter bytes: What came out of a compressed file.
  func reason(read bytes: Int) -> String {
    switch self {
    case .gzipTruncated: "truncated gzip file: only the first \(bytes) bytes of what it held could be read"
    case .gzipCorrupt: "damaged gzip file: \(bytes) bytes were read of it, the last of them may be wrong"
    case .gzipTrailing: "what follows its compressed bytes is not gzip and was not read"
    case .expandsTooFar: "expands too far: not read beyond \(bytes) bytes; if it is a log, unpack it first"
    case .tarTruncated: "truncated archive: only what stands before its end could be read"
    case .tarCorrupt: "damaged archive: only what stands before the damage could be read"
    case .tarTooManyEntries: "more than \(TarArchive.entriesMax) entries: the others were not read"
    }
  }
}
