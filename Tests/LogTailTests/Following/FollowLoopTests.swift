import Foundation
import TestSupport
import Testing

@testable import LogTail

struct FollowLoopTests {
  @Test(arguments: [false, true])
  func `the loop reads what comes, with and without inotify`(polls: Bool) throws {
    let directory = try TemporaryDirectory()
    let tree = SystemTree(patterns: [FollowPattern(path: directory.path)])
    let sink = SimSink()
    let follower = Follower(
      tree: tree, sink: sink, clock: SystemClock(), generations: [], hash: { KeyedHashOfTests.hash($0) })
    let loop = FollowLoop(follower: follower, tree: tree, polls: polls)
    var texts = ["2015-10-15 07:52:33 one\n", "2015-10-15 07:52:34 two\n", "2015-10-15 07:52:35 three\n"]
    var written = ""
    func isRead() -> Bool { sink.database[1].map(\.bytes) ?? [] == Array(written.utf8) }
    loop.run(
      until: { texts.isEmpty && isRead() },
      after: { _ in
        guard !texts.isEmpty, isRead() else { return }
        written += texts.removeFirst()
        _ = try? directory.write("panel.log", written)
      })
    #expect(sink.database.count == 1)
  }

  @Test func `what is done between two looks is a part of the breath`() throws {
    let directory = try TemporaryDirectory()
    let tree = SystemTree(patterns: [FollowPattern(path: directory.path)])
    let follower = Follower(
      tree: tree, sink: SimSink(), clock: SystemClock(), generations: [], hash: { KeyedHashOfTests.hash($0) })
    let loop = FollowLoop(follower: follower, tree: tree)
    var starts: [ContinuousClock.Instant] = []
    loop.run(
      until: {
        usleep(15_000)
        return starts.count == 30
      },
      after: { _ in
        starts.append(.now)
        // So that the next look is to come at once.
        try? directory.append("panel.log", Array("2015-10-15 07:52:33 one\n".utf8))
      })
    // The shortest one: other tests run beside.
    let shortest = zip(starts.dropFirst(), starts).map { $0 - $1 }.min()
    #expect(try #require(shortest) < .milliseconds(30))
  }

  @Test func `a watch tells of a change in its directory, and of none where none is`() throws {
    let directory = try TemporaryDirectory()
    let watch = try #require(ChangeWatch())
    watch.watch([directory.path])
    #expect(!watch.wait(ms: 0))
    try directory.write("panel.log", "x")
    #expect(watch.wait(ms: 10_000))
    #expect(!watch.wait(ms: 0))
    watch.watch([])
    _ = watch.wait(ms: 0)
    try directory.write("panel.log", "y")
    #expect(!watch.wait(ms: 0))
  }
}
