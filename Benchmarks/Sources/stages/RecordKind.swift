import LogPipeline

/// Records of one kind, and how often one of them may ask for memory.
struct RecordKind: Sendable {
  let name: String
  let side: Side
  let isFailure: Bool
  /// Once buffers have grown. Nearly all records of a log are noise: one allocation for each would be felt in every figure of speed.
  let allocationsMax: Int
  /// The record of that number.
  let record: @Sendable (Int) -> String

  static let all: [RecordKind] = [
    RecordKind(name: "Open-Xchange, properties", side: .openXchange, isFailure: false, allocationsMax: 0) { number in
      openXchangeHead(number, "INFO ", "com.openexchange.imap.Folder.open(Folder.java:\(number))")
        + "Operation on folder \(number) took 12 ms\n com.openexchange.grizzly.requestURI=/ajax/mail\n"
        + " com.openexchange.session.contextId=\(number % 4000)\n"
    },
    RecordKind(name: "Open-Xchange, warning, stack", side: .openXchange, isFailure: false, allocationsMax: 0) {
      number in
      openXchangeHead(number, "WARN ", "com.openexchange.caching.Cache.get(Cache.java:1)")
        + "java.lang.IllegalStateException: closed \(number)\n" + stack
    },
    RecordKind(name: "Plesk", side: .plesk, isFailure: false, allocationsMax: 0) { number in
      "[2022-05-16 \(time(number)).\(100 + number % 900)] \(1000 + number):62821f5d0c1a2 "
        + "\(number % 2 == 0 ? "INFO" : "ERR") [extension/git] proc_close() returned 1 for job \(number) of web\(number).example\n"
    },
    RecordKind(name: "Apache, access", side: .apache, isFailure: false, allocationsMax: 0) { number in
      "192.0.2.\(number % 250) - - [16/May/2022:\(time(number)) +0200] \"GET /ajax/mail?id=\(number) HTTP/1.1\" 200 512\n"
    },
    RecordKind(name: "Open-Xchange, failure", side: .openXchange, isFailure: true, allocationsMax: 300) { number in
      openXchangeHead(number, "ERROR", "com.openexchange.admin.rmi.impl.OXContext.create(OXContext.java:1210)")
        + "\n com.openexchange.grizzly.remoteAddress=127.0.0.1\n"
        + " com.openexchange.grizzly.requestURI=/webservices/OXResellerContextService\n"
        + " com.openexchange.request.trackingId=\(number)-1\n"
        + "com.openexchange.admin.rmi.exceptions.ContextExistsException: Context already exists\n" + stack
    },
    RecordKind(name: "Plesk, failure", side: .plesk, isFailure: true, allocationsMax: 300) { number in
      "[2022-05-16 \(time(number)).\(100 + number % 900)] \(1000 + number):62821f5d0c1a2 ERR [panel] Unable to install application "
        + "Open-Xchange on kunde\(number).example: Non-zero exit status returned by script. Output stream: ''. Error stream: "
        + "'PHP Fatal error:  Uncaught SoapFault exception: [soap:Server] Context already exists in "
        + "/opt/psa/var/apspackages/open-xchange/scripts/ox.php:214\nStack trace:\n"
        + "#0 /opt/psa/var/apspackages/open-xchange/scripts/ox.php(214): OXContext->create(Array, Object(stdClass))\n#1 {main}\n'\n"
    },
  ]

  private static let stack = String(
    repeating: "\tat com.openexchange.plugin.Handler.invoke(Handler.java:40)\n", count: 20)

  private static func openXchangeHead(_ number: Int, _ level: String, _ place: String) -> String {
    "2022-05-16T\(time(number)),\(100 + number % 900)+0200 \(level) [OXWorker-\(1_000_000 + number % 400)] \(place)\n"
  }

  private static func time(_ number: Int) -> String { "11:\(10 + number / 50 % 50):\(10 + number % 50)" }
}
