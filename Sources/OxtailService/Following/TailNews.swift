import IncidentStore
import LogPipeline
import LogTail

/// What somebody who reads along is told, in the order in which it is to be shown.
package enum TailNews {
  case record(TailRecord)
  /// A failure and the incident that it belongs to; its link, if it has one, makes a pair of records.
  case failure(Occurrence, Incident)
  /// An incident that was not met before.
  case incident(Incident)
  /// What failed before went well.
  case recovered(Incident)
  /// The records before the first new one were shown, and these incidents are in them.
  case caughtUp([Incident])
  case note(FollowNote)
  case skipped(SkippedFile)
  /// What is taken for granted of a log, and how to correct it.
  case assumption(String)
}
