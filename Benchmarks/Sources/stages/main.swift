import Foundation
import LogPipeline
import PatternFiles

// stages FILE…: where a scan's CPU time goes, stage by stage. The files' names tell their sides: panel.log*, open-xchange.log*.
// stages --budgets: counts how often records ask for memory; ends with 1 where that is more than their budgets allow.

let words = CommandLine.arguments.dropFirst()
let catalogue = try Catalogue(PatternLoader.load(machineDirectory: nil))
if words.first == "--budgets", words.count == 1 {
  guard Usage.now.allocations >= 0 else {
    print("stages: nothing is counted in this build: a sanitizer or another C library stands in malloc's place")
    exit(70)
  }
  exit(AllocationBudget(catalogue: catalogue).check() ? 0 : 1)
}
guard !words.isEmpty, !words.contains(where: { $0.hasPrefix("-") }) else {
  print("usage: stages FILE…\n       stages --budgets")
  exit(64)
}
try StageTable(pipeline: Pipeline(catalogue: catalogue, inputs: words.map { LogInput(path: $0) })).print()
