import IncidentStore
import LogPipeline
import LogTail

extension FileIdentity {
  init(key: KeyedHash) { self.init { key($0) } }

  func fit(_ head: [UInt8], _ generation: Generation) -> Fit { fit(head, generation.ladder) }
}
