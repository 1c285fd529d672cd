import LogTail

/// Goes through all that the user named, and hands out each stream that may be a log.
final class SourceWalk {
  private(set) var skipped: [SkippedFile] = []
  private let options: ScanOptions
  private var progress: ReadingProgress
  private let log: (ContainerWalk.Layer) throws(UnreadablePath) -> Bool

  /// - Parameters:
  ///   - progress: Receives the bytes read and the bytes there are, both as they lie on disk.
  ///   - log: Reads a stream, and says whether it was a log.
  init(
    options: ScanOptions, progress: @escaping (Int, Int) -> Void,
    log: @escaping (ContainerWalk.Layer) throws(UnreadablePath) -> Bool
  ) {
    self.options = options
    self.progress = ReadingProgress(progress)
    self.log = log
  }

  func run() {
    let (files, unreadable) = Discovery.files(for: options.paths.filter { $0 != "-" })
    skipped += unreadable.map { SkippedFile($0) }
    progress.total = files.reduce(0) { $0 + $1.bytes }
    for file in files { read(file) }
    if options.paths.contains("-") { read(LogFile(path: "-", isNamed: true)) }
  }

  func skip(_ layer: ContainerWalk.Layer, _ reason: String) { skipped.append(SkippedFile(layer, reason)) }

  func skip(_ file: String, _ reason: String) {
    skipped.append(SkippedFile(file: file, bytes: 0, reason: reason, isNamed: false))
  }

  func tellProgress() { progress.tellNow() }

  /// A file that must be read anew from its beginning, such as one that was taken for another.
  var repeats = false

  private func read(_ file: LogFile) {
    let skippedBefore = skipped
    do throws(UnreadablePath) {
      repeat {
        repeats = false
        skipped = skippedBefore
        try readOnce(file)
      } while repeats && file.path != "-"
    } catch {
      skipped.append(SkippedFile(UnreadablePath(path: file.path, reason: error.reason, isNamed: file.isNamed)))
    }
    progress.end(file.bytes)
  }

  private func readOnce(_ file: LogFile) throws(UnreadablePath) {
    var logs = 0
    let stream = try FileStream(path: file.path)
    progress.begin(stream)
    let budget = ExpansionBudget(stream, limits: options.expansion)
    let walk = ContainerWalk(
      budget: budget,
      log: { layer throws(UnreadablePath) in if try self.log(layer) { logs += 1 } },
      skip: { self.skipped.append($0) })
    let layer = ContainerWalk.Layer(
      stream: PeekedStream(stream), name: file.path, bytes: stream.size, isNamed: file.isNamed)
    try walk.walk(layer)
    // An archive is walked like a directory, but whoever names one expects logs in it.
    let isExplained = skipped.contains { $0.file == file.path }
    if file.isNamed, !isExplained, logs == 0 { skip(layer, "no known log in this archive") }
  }
}
