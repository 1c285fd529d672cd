import Foundation
import TestSupport
import Testing

@testable import oxtail

/// What shells offer where a user asks for the rest of a word.
struct CompletionTests {
  /// What bash calls for a line of words, of which the last is to be completed.
  private static let asking = """
    source "$1"; shift
    COMP_WORDS=("$@"); COMP_CWORD=$(($#-1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
    _oxtail oxtail "${COMP_WORDS[$COMP_CWORD]}" "${COMP_WORDS[$((COMP_CWORD-1))]}"
    printf '%s\\n' "${COMPREPLY[@]}"
    """

  private static let bash = Result {
    let directory = try TemporaryDirectory()
    try directory.write("oxtail.bash", try Self.script("bash"))
    try directory.write("logs/panel.log", "")
    try directory.write("panel.log", "")
    return directory
  }

  private static func script(_ shell: String) throws -> String {
    let run = try Program.run("--generate-completion-script", shell)
    #expect(run.status == 0)
    return run.output
  }

  private func offered(_ line: String) throws -> [String] {
    let directory = try Self.bash.get().path
    let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let run = try Program.run(
      ["-c", Self.asking, "bash", directory + "/oxtail.bash"] + words, in: directory, program: "/bin/bash")
    return run.output.split(separator: "\n").map(String.init)
  }

  @Test(arguments: [
    ("oxtail scan pan", ["panel.log"]), ("oxtail scan lo", ["logs"]), ("oxtail scan logs/", ["logs/panel.log"]),
    ("oxtail index pan", ["panel.log"]), ("oxtail tail pan", ["panel.log"]), ("oxtail audit lo", ["logs"]),
    ("oxtail doctor pan", ["panel.log"]), ("oxtail inventory import pan", ["panel.log"]),
    ("oxtail patterns coverage pan", ["panel.log"]), ("oxtail incidents --db pan", ["panel.log"]),
    ("oxtail scan --config pan", ["panel.log"]), ("oxtail scan --patterns lo", ["logs"]),
    ("oxtail report --out pan", ["panel.log"]), ("oxtail values do", ["domain"]),
    ("oxtail stats --by do", ["domain"]), ("oxtail incidents --owner ox", ["ox-admin"]),
    ("oxtail tail --priority err", ["error"]), ("oxtail scan -o js", ["json", "jsonl"]), ("oxtail sca", ["scan"]),
  ])
  func `bash offers what can stand there`(line: String, words: [String]) throws {
    #expect(try offered(line) == words)
  }

  @Test func `where no command fits, bash takes files`() throws {
    #expect(try offered("oxtail pan") == [])
    #expect(try Self.script("bash").contains("\ncomplete -o default -o filenames -F _oxtail oxtail"))
  }

  @Test(arguments: [("zsh", "_files"), ("fish", "-rF")])
  func `other shells offer files, too`(shell: String, word: String) throws {
    #expect(try Self.script(shell).contains(word))
  }
}
