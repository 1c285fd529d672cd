import ArgumentParser
import LogPipeline
import OxtailService
import PatternFiles

struct ScanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan", abstract: "Reads logs once and prints the incidents.")

  @Argument var paths: [String]

  func run() throws {
    let catalogue = try Catalogue(PatternLoader.load())
    let result = Scanner(catalogue: catalogue, options: ScanOptions(paths: paths)).scan()
    print(try JSON.text(IncidentDocument(result)))
  }
}
