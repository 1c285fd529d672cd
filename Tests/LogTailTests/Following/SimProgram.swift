import TestSupport

@testable import LogTail

/// A random program of writers, rotations, troubles, looks and crashes.
final class SimProgram {
  /// What is run: the follower, or one of the designs that are known to fail.
  typealias Make = (SimWorld) -> any SimTailer

  let world: SimWorld
  private let make: Make
  private let isTold: Bool
  private(set) var tailer: any SimTailer
  /// What was done, for whoever looks into a failure.
  private(set) var story: [String] = []
  private var follower: Follower? { tailer as? Follower }
  private var isInside = false
  private var restlessness: [String] = []

  /// - Parameter isTold: Whether the story says what lies there after each look.
  init(seed: Int, isTold: Bool = false, make: @escaping Make) {
    self.isTold = isTold
    world = SimWorld(seed: seed)
    self.make = make
    tailer = make(world)
  }

  /// - Returns: What went wrong.
  func run(steps: Int) -> [String] {
    // Half of the programs act between any two calls of the follower as well.
    let chances = world.random.happens(oneIn: 2) ? 0 : 6 + world.random.number(60)
    world.disk.meanwhile = { [unowned self] in
      guard chances > 0, !isInside, world.random.happens(oneIn: chances) else { return }
      isInside = true
      act(isDuringTurn: true)
      isInside = false
    }
    for _ in 0..<steps {
      let isEnough = world.random.happens(oneIn: 25)
      if isEnough { settle() } else if world.random.happens(oneIn: 3) { turn() } else { act(isDuringTurn: false) }
      let complaints = isEnough ? world.complaints() + restlessness : []
      if !complaints.isEmpty { return complaints }
    }
    settle()
    return world.complaints() + restlessness
  }

  private func say(_ words: String) { story.append((isInside ? "  ↳ " : "") + words) }

  private func turn() {
    if isTold { say(world.summary) }
    say("turn")
    tailer.look()
    if isTold { say(world.summary) }
  }

  // MARK: Actions

  private func act(isDuringTurn: Bool) {
    let writer = world.random.number(2)
    let log = world.writers[writer].log
    switch world.random.number(isDuringTurn ? 22 : 28) {
    case 0...5:
      say("\(log): lines")
      world.append(writer, lines: 1 + world.random.number(3))
    case 6:
      say("\(log): many lines")
      world.append(writer, lines: 10 + world.random.number(20))
    case 7...8:
      let isReopened = !world.random.happens(oneIn: 3)
      say("\(log): rename\(isReopened ? "" : ", and the writer stays")")
      world.rotateByRename(writer, isReopened: isReopened, follower)
    case 9:
      say("\(log): reopen")
      world.reopen(writer)
    case 10...13: copy(writer)
    case 14...16: pack(writer)
    case 17: truncate(writer)
    case 18: delete(writer)
    case 19: trouble(writer)
    case 20:
      say("time")
      world.disk.nowMs += 100 + world.random.number(9_000)
    case 21: replace(writer)
    case 22, 23: crash()
    case 24: cutBack(writer)
    default:
      say("time")
      world.disk.nowMs += 250
    }
  }

  private func copy(_ writer: Int) {
    if let index = world.copies.firstIndex(where: { $0.writer == writer }) {
      let isEnd = world.random.happens(oneIn: 2)
      say("\(world.writers[writer].log): \(isEnd ? "copied and truncated" : "copied on")")
      if isEnd { world.endCopy(index) } else { world.goOnCopying(index) }
    } else {
      say("\(world.writers[writer].log): copy begun")
      world.beginCopy(writer, follower)
    }
  }

  private func pack(_ writer: Int) {
    if !world.packings.isEmpty {
      say("gzip done")
      world.endPacking(0, follower)
    } else {
      say("\(world.writers[writer].log): gzip begun")
      world.beginPacking(writer)
    }
  }

  /// In place, with or without new bytes at once.
  private func truncate(_ writer: Int) {
    guard let inode = world.writers[writer].inode, !world.isBusy(writer) else { return }
    say("\(world.writers[writer].log): truncated")
    world.truncate(inode)
    if !world.writers[writer].keepsOffset { world.writers[writer].offset = 0 }
    let lines = world.random.number(30)
    if lines < 25 { world.append(writer, lines: lines) }
  }

  private func delete(_ writer: Int) {
    guard !world.isBusy(writer) else { return }
    let log = world.writers[writer].log
    let name = world.random.happens(oneIn: 3) ? log + ".1" : log
    guard world.disk.names[name] != nil, !world.packings.contains(where: { $0.name == name + ".gz" }) else { return }
    say("\(name): deleted")
    world.willRemove(name, follower)
    world.disk.remove(name)
    if name == log, !world.random.happens(oneIn: 3) {
      world.reopen(writer)
      world.append(writer, lines: world.random.number(4))
    }
  }

  private func trouble(_ writer: Int) {
    switch world.random.number(4) {
    case 0: world.sink.isFailing.toggle()
    case 1: world.disk.isListable.toggle()
    // A copy of a few bytes whose original nobody may read is taken for a new log.
    case 2 where !world.isBusy(writer): world.disk.names[world.writers[writer].log]?.isReadable.toggle()
    case 2: break
    default:
      if world.disk.names["elsewhere"] != nil {
        world.disk.remove("elsewhere")
      } else if let inode = world.disk.names[world.writers[writer].log] {
        world.disk.link(inode, "elsewhere")
      }
    }
    say("trouble")
  }

  /// Something else takes the log's name; the log itself is kept beside it, or gone.
  private func replace(_ writer: Int) {
    let log = world.writers[writer].log
    guard let inode = world.disk.names[log], !world.isBusy(writer) else { return }
    if inode.kind != .regular {
      say("\(log): a file again")
      world.disk.remove(log)
      return
    }
    say("\(log): replaced")
    world.shift(log, follower)
    world.disk.rename(log, to: log + ".1")
    world.disk.create(log).kind = world.random.pick([.link, .fifo, .directory, .device])
  }

  private func crash() {
    say("crash")
    world.pinned = []
    world.sink.forgetAll()
    tailer = make(world)
  }

  /// As after a crash of the host: what was not on disk is gone. The follower sees it before more is written.
  private func cutBack(_ writer: Int) {
    guard let inode = world.writers[writer].inode, inode.links == 1, !world.isBusy(writer), !world.sink.isFailing,
      world.disk.isListable, inode.isReadable, inode.bytes.count > 300, inode.label.life != nil,
      world.disk.names[world.writers[writer].log] === inode, inode.label.start == 0, !inode.bytes.contains(0)
    else { return }
    isInside = true
    turns(6)
    let cut = 260 + world.random.number(inode.bytes.count - 260)
    say("\(world.writers[writer].log): cut back to \(cut)")
    if let life = inode.label.life { inode.label.cut.append((life, cut)) }
    world.disk.truncate(inode, to: cut)
    world.writers[writer].offset = cut
    world.writers[writer].rest = []
    inode.label.life = nil
    turns(6)
    isInside = false
  }

  private func turns(_ count: Int) {
    for _ in 0..<count {
      world.disk.nowMs += 100
      if isTold { say(world.summary) }
      var looks = 1
      while tailer.look(), looks < 100 { looks += 1 }
      if looks == 100 { restlessness = ["there is no end of work"] }
    }
  }

  /// All troubles are over and nothing moves for a while.
  private func settle() {
    defer { isInside = false }
    say("settle")
    isInside = true
    world.sink.isFailing = false
    world.disk.isListable = true
    world.disk.remove("elsewhere")
    for (name, inode) in world.disk.names {
      inode.isReadable = true
      if inode.kind != .regular { world.disk.remove(name) }
    }
    while !world.copies.isEmpty { world.endCopy(0) }
    while !world.packings.isEmpty { world.endPacking(0, follower) }
    turns(2)
    for _ in 0..<4 {
      world.disk.nowMs += 2_500
      turns(1)
    }
    world.disk.nowMs += 70_000
    turns(2)
  }
}

/// Anything that follows logs.
protocol SimTailer: AnyObject {
  /// - Returns: Whether there is more to do at once.
  @discardableResult func look() -> Bool
}

extension Follower: SimTailer {
  func look() -> Bool { turn().isBehind }
}
