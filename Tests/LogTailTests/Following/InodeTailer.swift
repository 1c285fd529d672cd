@testable import LogTail

/// The usual way to follow a log, by inode and size: the control that must fail where the follower does not.
final class InodeTailer: SimTailer {
  private let world: SimWorld
  private var generations: [FileKey: FollowedGeneration] = [:]
  private var numbers: [FileKey: Int] = [:]

  init(_ world: SimWorld) {
    self.world = world
    for generation in world.sink.generations {
      if let key = generation.key { generations[key] = generation }
    }
  }

  func look() -> Bool {
    for sighting in world.disk.look().sightings where sighting.isLive && sighting.status.kind == .regular {
      guard let file = try? world.disk.open(sighting), let status = try? file.status() else { continue }
      var generation = generations[status.key] ?? FollowedGeneration(path: sighting.path)
      // Shorter than what was read: truncated, so it is a new one.
      if status.size < generation.size { generation = FollowedGeneration(path: sighting.path) }
      var buffer = [UInt8](repeating: 0, count: max(1, status.size - generation.offset))
      guard status.size > generation.size, (try? file.read(into: &buffer, at: generation.offset)) == buffer.count
      else { continue }
      let number = numbers[status.key, default: numbers.count]
      numbers[status.key] = number
      world.sink.begin(generation, as: number)
      generation.offset = world.sink.accept(buffer[...], of: number)
      generation.size = status.size
      generation.key = status.key
      guard case .committed(let id)? = try? world.sink.commit(generation, as: number) else { continue }
      generation.id = id
      generations[status.key] = generation
    }
    return false
  }
}
