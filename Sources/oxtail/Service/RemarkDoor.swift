import Foundation
import OxtailService
import Synchronization

/// Where the daemon is told what people say of incidents, which lists they have, and what to remove: a Unix socket beside the index, as only one process writes that.
///
/// A thread of its own takes calls, one after the other, and looks at who calls; what is said waits for the daemon to write it between
/// two looks at the logs.
final class RemarkDoor: Sendable {
  /// How long a caller may take to say it. Then the next one has its turn.
  static let patience = Duration.seconds(2)
  /// How long a list may take: as much of it as may come takes a blink, where its caller is not stopped.
  static let listPatience = Duration.seconds(10)
  /// How long what was said waits: a long look at the logs, or an answer that is being put in, may come first.
  static let waitSeconds = 50

  private struct Waiting: Sendable {
    var request: DoorRequest
    var answer: @Sendable (RemarkAnswer) -> Void
    /// Whether somebody still waits; asked by whoever is about to write.
    var take: @Sendable () -> Bool
  }

  let path: String
  private let descriptor: Int32
  /// `nil` where the index is for its owner alone.
  private let group: gid_t?
  private let waiting = Mutex<Waiting?>(nil)
  private let ring: @Sendable () -> Void

  /// The socket of an index.
  static func path(of index: String) -> String { index + ".socket" }

  /// To be made by the holder of the writer's lock: a socket that is there already was left behind.
  ///
  /// - Parameters:
  ///   - isShared: Whether the owner's group may say something: mode 0660 instead of 0600.
  ///   - ring: Wakes whoever is to write what was said.
  /// - Throws: ``Trouble``
  init(besides index: String, isShared: Bool, ring: @escaping @Sendable () -> Void) throws(Trouble) {
    self.ring = ring
    path = Self.path(of: index)
    group = isShared ? getegid() : nil
    guard let address = UnixSocket.address(path) else { throw Trouble("its path is too long for a socket") }
    var status = stat()
    if unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK { unsafe unlink(path) }
    descriptor = UnixSocket.stream()
    // Nobody may call before it has its mode.
    fchmod(descriptor, 0o600)
    guard unsafe UnixSocket.with(address, { unsafe bind(descriptor, $0, $1) }) == 0,
      unsafe chmod(path, isShared ? 0o660 : 0o600) == 0, listen(descriptor, Self.callersMax) == 0
    else {
      let reason = unsafe String(cString: strerror(errno))
      close(descriptor)
      throw Trouble(reason)
    }
    Thread.detachNewThread { [self] in listenOn() }
  }

  /// Why there is none.
  struct Trouble: Error {
    let words: String
    init(_ words: String) { self.words = words }
  }

  private static let callersMax: Int32 = 16

  /// Takes the socket away. Whoever waits finds the line cut, and takes the writer's lock.
  func shut() { unsafe unlink(path) }

  /// Writes what was said since the last time.
  func answer(_ apply: (DoorRequest) -> RemarkAnswer) {
    guard
      let next = waiting.withLock({ waiting in
        defer { waiting = nil }
        return waiting
      })
    else { return }
    if next.take() { next.answer(apply(next.request)) }
  }

  // MARK: The thread

  private func listenOn() {
    while true {
      let caller = accept(descriptor, nil, nil)
      guard caller >= 0 else {
        // Out of descriptors, or a caller that went away: the next one may have more luck.
        if errno != EINTR { usleep(100_000) }
        continue
      }
      _ = fcntl(caller, F_SETFD, FD_CLOEXEC)
      if let answer = hear(caller), let text = try? PlainJSON.text(answer, isPretty: false) {
        UnixSocket.write(text + "\n", to: caller)
      }
      close(caller)
    }
  }

  /// - Returns: `nil` for a caller who says nothing whole in time.
  private func hear(_ caller: Int32) -> RemarkAnswer? {
    guard let peer = Peer(caller), peer.may(sayTo: geteuid(), group: group) else {
      return RemarkAnswer(
        .denied, "only root, \(Account.name)\(group == nil ? "" : " and its group") may say something")
    }
    var said = SocketReader(caller)
    guard let line = said.line(bytesMax: RemarkRequest.lineBytesMax, within: Self.patience) else { return nil }
    let request: DoorRequest?
    do throws(InventoryTrouble) {
      request = try DoorRequest(line: String(decoding: line, as: UTF8.self)) { count in
        said.bytes(count, within: Self.listPatience)
      }
    } catch {
      return RemarkAnswer(.refused, "the list cannot be used: \(error.words)")
    }
    guard let request else { return RemarkAnswer(.refused, "that is no request") }
    // What is said can be taken back, what is removed cannot.
    if case .prune = request, !peer.may(sayTo: geteuid(), group: nil) {
      return RemarkAnswer(.denied, "only root and \(Account.name) may remove something")
    }
    return wait(request)
  }

  private func wait(_ request: DoorRequest) -> RemarkAnswer {
    let call = Call()
    waiting.withLock { $0 = Waiting(request: request, answer: call.end, take: call.begin) }
    ring()
    return call.wait(seconds: Self.waitSeconds)
  }
}

/// One request on its way: it is either given up or written, never both.
private final class Call: Sendable {
  private enum State { case waiting, begun, over }

  private let state = Mutex<(state: State, answer: RemarkAnswer?)>((.waiting, nil))
  private let done = DispatchSemaphore(value: 0)

  /// - Returns: `false` where whoever asked was told that nothing comes of it.
  @Sendable func begin() -> Bool {
    state.withLock { state in
      guard state.state == .waiting else { return false }
      state.state = .begun
      return true
    }
  }

  @Sendable func end(_ answer: RemarkAnswer) {
    state.withLock { $0.answer = answer }
    done.signal()
  }

  func wait(seconds: Int) -> RemarkAnswer {
    if done.wait(timeout: .now() + .seconds(seconds)) == .timedOut {
      let isBegun = state.withLock { state in
        if state.state == .waiting { state.state = .over }
        return state.state == .begun
      }
      guard isBegun else { return RemarkAnswer(.busy, "is at work on what it read") }
      done.wait()
    }
    return state.withLock { $0.answer } ?? RemarkAnswer(.failed)
  }
}
