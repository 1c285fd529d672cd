import IncidentStore
import LogPipeline
import Synchronization

/// An answer that is derived on a thread of its own, while what is new in the logs is committed.
final class AnswerInTheMaking: Sendable {
  struct Made: Sendable {
    var result: Result<IndexAnswering.Outcome, StoreError>
    var tookMs: Int
  }

  private let draft: AnswerDraft
  private let derive: @Sendable (AnswerDraft) throws(StoreError) -> IndexAnswering.Outcome
  private let state = Mutex<Made?>(nil)
  private let start = ContinuousClock.now

  /// - Parameter draft: Of the same moment as all that `derive` knows of the logs.
  init(
    _ draft: AnswerDraft, derive: @escaping @Sendable (AnswerDraft) throws(StoreError) -> IndexAnswering.Outcome
  ) {
    self.draft = draft
    self.derive = derive
  }

  /// What came of it; `nil` while it goes on.
  var made: Made? { state.withLock { $0 } }

  var ageMs: Int { Int((ContinuousClock.now - start) / .milliseconds(1)) }

  func run() {
    let result: Result<IndexAnswering.Outcome, StoreError>
    do throws(StoreError) {
      result = .success(try derive(draft))
    } catch {
      result = .failure(error)
    }
    let made = Made(result: result, tookMs: ageMs)
    state.withLock { $0 = made }
  }

  /// It is not wanted any more.
  func cancel() { draft.cancel() }

  /// It was put into the index, or cannot be.
  func close() { draft.close() }
}
