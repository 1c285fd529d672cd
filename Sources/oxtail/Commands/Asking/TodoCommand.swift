import ArgumentParser
import IncidentStore
import LogPipeline
import OxtailService

/// Lists what has to be run again.
struct TodoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "todo", abstract: "List what must be run again after an outage, and whether that is safe now.",
    usage: "oxtail todo [<id>...] [<term>...] [-o <form>] [<options>]",
    discussion: """
      Each subject stands there once for each operation. What is safe comes first; what may be done already has the command \
      that shows it. Incidents that are resolved or muted are left out, unless state: asks for them. \(QueryOptions.terms)

      EXAMPLES
        oxtail todo OX-7K2M9 -o csv > rerun.csv
        oxtail todo host:plesk17 -S -1d

      EXIT CODES
        0 done               64 usage      77 permission denied
        1 no such incident   66 no index   78 no index of oxtail
      """)

  @OptionGroup(title: "What to list") var asked: QueryOptions
  @OptionGroup(title: "Index") var index: IndexOptions
  @OptionGroup(title: "Output") var view: ViewOptions

  func run() throws {
    let reader = try index.reader()
    let ids = asked.terms.filter(Self.isID)
    var terms = asked
    terms.terms.removeAll(where: Self.isID)
    var query = try terms.query(zone: view.zone)
    query.incidents = try ids.map { id throws(CommandError) in try FoundIncident.wholeID(id, reader) }
    let list = try CommandError.wrapping { () throws(StoreError) in try TodoList(reader, query) }
    try write(list)
    try reader.sayTrouble()
    if list.items.isEmpty { StandardOutput.writeError("oxtail: nothing has to be run again\n") }
    if list.doneCount > 0 {
      let many = list.doneCount > 1
      StandardOutput.writeError(
        "oxtail: imported lists show that \(list.doneCount) \(many ? "others were" : "other was") done; \(many ? "they are" : "it is") left out\n"
      )
    }
    if list.isCut {
      StandardOutput.writeError("oxtail: there are more than \(TodoList.itemsMax); ask for a host or a time\n")
    }
  }

  private static func isID(_ term: String) -> Bool { term.uppercased().hasPrefix("OX-") && !term.contains(":") }

  private func write(_ list: TodoList) throws {
    let todo = TodoView(list: list, zone: view.zone)
    switch view.output {
    case .table where list.items.isEmpty, .text where list.items.isEmpty: return
    case .table, .text: try view.show(todo.page(width: Terminal.pageWidth()))
    case .md: try StandardOutput.write(todo.markdown)
    case .csv: try StandardOutput.write(todo.csv)
    case .json: try StandardOutput.write(PlainJSON.text(TodoDocument(list), isPretty: true) + "\n")
    case .jsonl:
      for item in TodoDocument(list).items { try StandardOutput.write(PlainJSON.text(item, isPretty: false) + "\n") }
    }
  }
}
