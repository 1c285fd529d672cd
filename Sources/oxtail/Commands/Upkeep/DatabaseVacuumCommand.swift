import ArgumentParser
import Foundation
import IncidentStore

/// Gives room back.
struct DatabaseVacuumCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vacuum", abstract: "Give the room of removed rows back to the file system.",
    usage: "oxtail db vacuum [--db <file>]",
    discussion: """
      Writes the index anew, which takes as much room beside it for a while. Without it new rows take the room.

      EXAMPLES
        oxtail db prune --keep 90d && oxtail db vacuum

      EXIT CODES
        0 done                        74 reading or writing failed
        64 usage                      75 another process writes it
        66 no index                   77 permission denied
      """)

  @OptionGroup(title: "Index") var index: IndexOptions

  func run() throws {
    let path = try index.askedPath()
    let before = Self.size(path)
    try CommandError.wrapping { () throws(StoreError) in
      try IndexWriter.forRemarks(path: path, words: "oxtail db vacuum (process \(getpid()))").vacuum()
    }
    let after = Self.size(path)
    try StandardOutput.write(
      "\(SafeText(path).string): \(SafeText.size(before).string) before, \(SafeText.size(after).string) now\n")
  }

  private static func size(_ path: String) -> Int {
    (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
  }
}
