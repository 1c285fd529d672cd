import LogPipeline
import LogTail

/// Where somebody who reads along begins: a little before the end of each log that is being written.
///
/// Older generations that lie there already are not read, whatever their size; whatever comes or grows from now on is.
struct TailStart {
  /// What of a log is read for the records before the first new one.
  static let backBytes = 1 << 20

  private(set) var generations: [FollowedGeneration] = []
  private(set) var sides: [Int64: Side] = [:]
  /// Files that stay as they are.
  private(set) var hidden: [FileKey: FileStatus.Stamp] = [:]
  private(set) var skipped: [SkippedFile] = []

  /// - Parameter hash: Keyed; tells files by their content.
  init(_ tree: SystemTree, catalogue: Catalogue, options: ScanOptions, hash: KeyedHash) {
    let identity = FileIdentity(key: hash)
    for sighting in tree.look().sightings where sighting.status.kind == .regular {
      guard sighting.name.isLive || sighting.isNamed else {
        hidden[sighting.status.key] = sighting.status.stamp
        continue
      }
      guard sighting.status.size > Self.backBytes, let file = try? tree.open(sighting) else { continue }
      add(sighting, file, catalogue, options, identity)
    }
  }

  private mutating func add(
    _ sighting: Sighting, _ file: any FollowedFile, _ catalogue: Catalogue, _ options: ScanOptions,
    _ identity: FileIdentity
  ) {
    var head = [UInt8](repeating: 0, count: FileIdentity.headBytes)
    guard let size = try? file.status().size, let count = try? file.read(into: &head, at: 0), count == head.count,
      Container.of(head.prefix(Container.headBytes)) == nil
    else { return }
    var sample = SourceRecogniser(layouts: catalogue.layouts)
    sample.add(RawSpan(_elements: head.span))
    let verdict = options.forced(sighting.path).map { .log($0.side) } ?? sample.verdict()
    guard case .log(let side) = verdict else {
      // It would be read from its beginning for nothing.
      hidden[sighting.status.key] = sighting.status.stamp
      skipped.append(
        SkippedFile(
          file: sighting.path, bytes: size, reason: SourceRecogniser.noKnownLog, isNamed: sighting.isNamed))
      return
    }
    var generation = FollowedGeneration(path: sighting.path)
    generation.id = Int64(generations.count + 1)
    generation.ladder = identity.ladder(of: head)
    generation.offset = size - Self.backBytes
    generation.size = generation.offset
    generation.sizeSeen = generation.offset
    generation.anchor = identity.anchor(of: [])
    generation.key = sighting.status.key
    generations.append(generation)
    sides[Int64(generations.count)] = side
  }
}

/// The followed files without those that stay as they are.
final class TailTree: FollowedTree {
  private let tree: SystemTree
  private let hidden: [FileKey: FileStatus.Stamp]

  init(_ tree: SystemTree, hiding hidden: [FileKey: FileStatus.Stamp]) {
    self.tree = tree
    self.hidden = hidden
  }

  func look() -> Look {
    var look = tree.look()
    // A name, and the rights, may be others now; whatever was written since is new.
    look.sightings.removeAll { hidden[$0.status.key]?.modifiedNs == $0.status.stamp.modifiedNs }
    return look
  }

  func open(_ sighting: Sighting) throws(UnreadablePath) -> any FollowedFile { try tree.open(sighting) }
}
