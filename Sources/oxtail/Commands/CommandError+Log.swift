import OxtailService

extension CommandError {
  /// Why a log was not read, or not to its end.
  ///
  /// - Parameter next: What to do where that is something else than what it mostly is.
  init(_ file: SkippedFile, next: SafeText? = nil) {
    self.init(
      file.file == "-" ? "standard input" : SafeText(file.file), SafeText(file.reason),
      next: next ?? Self.nextStep(file), exitCode: file.exitCode)
  }

  private static func nextStep(_ file: SkippedFile) -> SafeText {
    switch file.exitCode {
    case 65 where file.isPartlyRead: ""
    case 65 where file.file == "-": "pipe a log into it, or a single error into `oxtail explain -`"
    case 65 where file.reason == "no known log": "if it is one, say which: --as plesk or --as ox"
    case 65: "name a log: Plesk's panel.log or Open-Xchange's open-xchange.log"
    case 66 where file.reason == "its name is not UTF-8": "rename it, or pipe it into `oxtail scan -`"
    case 66: "check the name, or name the directory above it"
    case 77: "run as root, or as a member of the group that may read it"
    case 74: "check the disk, then run it again"
    default: ""
    }
  }
}
