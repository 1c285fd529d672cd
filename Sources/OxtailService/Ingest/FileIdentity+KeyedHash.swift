import LogPipeline
import LogTail

extension FileIdentity {
  init(key: KeyedHash) { self.init { key($0) } }
}
