import TestSupport
import Testing

@testable import LogPipeline

/// Records of one failure on one side count once; records of two failures count twice.
struct FoldingTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var records: [String]
    /// How many failures they are.
    var count: Int

    init(_ testDescription: String, _ count: Int, _ records: [String]) {
      self.testDescription = testDescription
      self.records = records
      self.count = count
    }
  }

  private static let limit = "Maximum number of contexts reached: 100"
  private static let store = "No usable or suitable filestore found"
  private static let refused = "Authentication failed"

  // MARK: Plesk

  static let reports = [
    Case(
      "fault and wrapper of one request", 1,
      [
        Written.obsidian(0, request: 1, began: 0, Written.fault(limit)),
        Written.obsidian(9, request: 1, began: 0, Written.wrapper("a.example")),
      ]),
    Case(
      "one fault on two streams in two records of one request", 1,
      [
        Written.obsidian(0, request: 1, began: 0, Written.fault(limit)),
        Written.obsidian(0.2, request: 1, began: 0, Written.fault(limit)),
        Written.obsidian(1, request: 1, began: 0, Written.wrapper("a.example", Written.fault(limit))),
      ]),
    Case(
      "one fault on both streams of one record", 1,
      [
        Written.plesk17(
          0, Written.wrapper("a.example", Written.fault(limit), output: "Fatal error: Uncaught " + Written.fault(limit))
        )
      ]),
    Case(
      "two requests with the same text", 2,
      [
        Written.obsidian(0, request: 1, Written.fault(limit)),
        Written.obsidian(0.1, request: 2, Written.fault(limit)),
      ]),
    Case(
      "one request, two texts", 2,
      [
        Written.obsidian(0, request: 1, began: 0, Written.fault(limit)),
        Written.obsidian(0.1, request: 1, began: 0, Written.fault(store)),
      ]),
    Case(
      "one request, two texts and a wrapper without one between them", 2,
      [
        Written.obsidian(0, request: 1, began: 0, Written.fault(limit)),
        Written.obsidian(0.1, request: 1, began: 0, Written.wrapper("a.example")),
        Written.obsidian(0.2, request: 1, began: 0, Written.fault(store)),
      ]),
    Case(
      "one request for two subjects", 2,
      [
        Written.obsidian(0, request: 1, began: 0, Written.bare("a.example", limit)),
        Written.obsidian(0.1, request: 1, began: 0, Written.bare("b.example", limit)),
      ]),
    Case(
      "one request that goes on for more than a minute", 2,
      [
        Written.obsidian(0, request: 1, began: 0, Written.fault(limit)),
        Written.obsidian(60.001, request: 1, began: 0, Written.fault(limit)),
      ]),
    Case(
      "a fault and a wrapper right behind it", 1,
      [Written.plesk17(0, Written.fault(limit)), Written.plesk17(2, Written.wrapper("a.example"))]),
    Case(
      "a wrapper and a nested record with an earlier head", 1,
      [
        Written.plesk17(1, Written.wrapper("a.example", Written.fault(limit))),
        Written.plesk17(0, Written.fault(limit)),
      ]),
    Case(
      "a fault and a wrapper three seconds behind it", 2,
      [Written.plesk17(0, Written.fault(limit)), Written.plesk17(3, Written.wrapper("a.example"))]),
    Case(
      "a fault and a wrapper with another record between them", 2,
      [
        Written.plesk17(0, Written.fault(limit)), Written.plesk17(0, "Domain alias b.example removed"),
        Written.plesk17(0, Written.wrapper("a.example")),
      ]),
    Case(
      "a fault and a wrapper around another fault", 2,
      [
        Written.plesk17(0, Written.fault(limit)),
        Written.plesk17(0, Written.wrapper("a.example", Written.fault(store))),
      ]
    ),
    Case(
      "two bare faults in a row", 2,
      [Written.plesk17(0, Written.fault(limit)), Written.plesk17(0, Written.fault(limit))]
    ),
    Case(
      "two wrappers in a row", 2,
      [
        Written.plesk17(0, Written.wrapper("a.example", Written.fault(limit))),
        Written.plesk17(0, Written.wrapper("b.example", Written.fault(limit))),
      ]),
    Case(
      "fault and wrapper, and once more, in one second, nobody named", 2,
      [
        Written.plesk17(0, Written.fault(limit)),
        Written.plesk17(0, "Execution of configuration script for instance failed - returned value: 255"),
        Written.plesk17(0, Written.fault(limit)),
        Written.plesk17(0, "Execution of configuration script for instance failed - returned value: 255"),
      ]),
    Case(
      "wrapper and fault, and once more, for two subjects", 2,
      [
        Written.plesk17(0, Written.wrapper("a.example", Written.fault(limit))),
        Written.plesk17(0, Written.fault(limit)),
        Written.plesk17(0, Written.wrapper("b.example", Written.fault(limit))),
        Written.plesk17(0, Written.fault(limit)),
      ]),
  ]

  @Test(arguments: reports)
  func `records of Plesk's are as many reports as there were failures`(sample: Case) {
    #expect(Estate(plesk: sample.records).reports.count == sample.count)
  }

  @Test func `equal records of two hosts are two reports`() {
    var estate = Estate()
    for host in ["plesk1", "plesk2"] {
      estate.add(
        [Written.obsidian(0, request: 1, Written.fault(Self.limit))], to: host + "/panel.log", host: host, side: .plesk)
    }
    #expect(estate.reports.count == 2)
  }

  // MARK: Open-Xchange

  private static let inner = [Written.exception(limit, "OXContextException")]
  private static let outer = [Written.exception("com.openexchange.admin.rmi.exceptions.OXContextException: " + limit)]
  private static let php = "PHP-SOAP/8.1"

  static let failures = [
    Case(
      "inner error, handler and CXF of one request", 1,
      [
        Written.ox(0, from: Written.storage, tracking: "1-1", agent: php, exceptions: inner),
        Written.ox(0.1, tracking: "1-1", agent: php, exceptions: outer),
        Written.ox(0.2, from: Written.cxf, level: "WARN", Written.unwinding, tracking: "1-1", agent: php),
      ]),
    Case(
      "one request with two texts, thirty seconds apart, on two threads", 1,
      [
        Written.ox(0, thread: "A", from: Written.storage, tracking: "1-1", agent: php, exceptions: inner),
        Written.ox(30, thread: "B", tracking: "1-1", agent: php, exceptions: [Written.exception(store)]),
      ]),
    Case(
      "two requests on one thread", 2,
      [
        Written.ox(0, from: Written.storage, tracking: "1-1", agent: php, exceptions: inner),
        Written.ox(0.1, tracking: "1-2", agent: php, exceptions: outer),
      ]),
    Case(
      "one thread, no request's id, two places in the code", 1,
      [
        Written.ox(0, from: Written.storage, agent: php, exceptions: inner),
        Written.ox(0.1, agent: php, exceptions: [Written.exception(store)]),
      ]),
    Case(
      "one thread, no request's id, the same place twice", 2,
      [Written.ox(0, agent: php, exceptions: inner), Written.ox(0.1, agent: php, exceptions: inner)]),
    Case(
      "one thread, three seconds apart", 2,
      [
        Written.ox(0, from: Written.storage, agent: php, exceptions: inner),
        Written.ox(3, agent: php, exceptions: inner),
      ]),
    Case(
      "two threads with one text", 2,
      [
        Written.ox(0, thread: "A", from: Written.storage, agent: php, exceptions: inner),
        Written.ox(0.1, thread: "B", agent: php, exceptions: inner),
      ]),
    Case(
      "one exceptionId on two threads", 1,
      [
        Written.ox(0, thread: "A", exceptions: [Written.exception("\(store); exceptionId 7-2")]),
        Written.ox(3, thread: "B", exceptions: [Written.exception("\(store); exceptionId 7-2")]),
      ]),
    Case(
      "three records of one failure without thread", 1,
      [
        Written.jul(0, from: Written.storage, limit, exceptions: inner), Written.jul(0, exceptions: outer),
        Written.jul(
          1, from: Written.cxf, method: "log", Written.unwinding,
          exceptions: ["org.apache.cxf.interceptor.Fault: " + limit]),
      ]),
    Case(
      "two texts without thread", 2,
      [
        Written.jul(0, from: Written.storage, limit), Written.jul(0, exceptions: [Written.exception(store)]),
      ]),
    Case(
      "two failures of two records each, without thread, in one second", 2,
      [
        Written.jul(0, from: Written.storage, limit, exceptions: inner), Written.jul(0, exceptions: outer),
        Written.jul(0, from: Written.storage, limit, exceptions: inner), Written.jul(0, exceptions: outer),
      ]),
    Case(
      "two failures without thread, their records mixed", 2,
      [
        Written.jul(0, from: Written.storage, limit, exceptions: inner),
        Written.jul(0, from: Written.storage, limit, exceptions: inner), Written.jul(0, exceptions: outer),
        Written.jul(0, exceptions: outer),
      ]),
    Case(
      "one request for two contexts", 2,
      [
        Written.ox(0, from: Written.storage, "Context 19 does not exist", tracking: "1-1", agent: php),
        Written.ox(0.1, "Context 20 does not exist", tracking: "1-1", agent: php),
      ]),
    Case(
      "a context's name and the master administrator in one request", 1,
      [
        Written.ox(
          0, from: Written.storage, "Cannot create 'reseller1_24' now", tracking: "1-1", agent: php, exceptions: inner),
        Written.ox(0.1, "Master authentication for user: oxadminmaster", tracking: "1-1", agent: php),
      ]),
  ]

  @Test(arguments: failures)
  func `records of Open-Xchange's are as many failures as there were`(sample: Case) {
    #expect(Estate(ox: sample.records).failures.count == sample.count)
  }

  @Test func `one request's id on two hosts are two requests`() {
    var estate = Estate()
    for host in ["ox1", "ox2"] {
      estate.add(
        [Written.ox(0, Self.limit, tracking: "1-1", agent: Self.php)], to: host + "/ox.log", host: host,
        side: .openXchange)
    }
    #expect(estate.failures.count == 2)
  }

  /// The handler's record belongs to the failure right before it, not to one of two seconds ago that left no such record.
  @Test func `a record without thread belongs to the nearest failure that it fits`() throws {
    let estate = Estate(ox: [
      Written.jul(0, from: Written.storage, Self.limit), Written.jul(2, from: Written.storage, Self.limit),
      Written.jul(2, exceptions: Self.outer),
    ])
    #expect(estate.failures.map(\.events.count) == [1, 2])
  }

  // MARK: Processes, threads and ids

  private static let process =
    "proc_close() failed ['/usr/bin/php' '-f' '/opt/psa/var/apspackages/a1/scripts/configure' 'install'] with exit code [255]"

  @Test(arguments: [
    // What ended badly is the script of the next record.
    (["process", "wrapper"], 1), (["process", "other verb"], 2), (["process", "process"], 2),
    (["process", "wrapper", "process", "wrapper"], 2), (["wrapper", "busy"], 2), (["busy", "fault"], 2),
  ])
  func `a process that ended badly is one failure with the script's record behind it`(names: [String], count: Int) {
    let messages = [
      "process": Self.process, "wrapper": Written.wrapper("a.example", Written.fault(Self.limit)),
      "other verb": Written.wrapper("a.example", verb: "remove", Written.fault(Self.limit)),
      "busy": "Another operation on instance 24 is already in progress", "fault": Written.fault(Self.limit),
    ]
    let records = names.map { Written.plesk17(0, messages[$0] ?? "") }
    let reports = Estate(plesk: records).reports
    #expect(reports.count == count)
    // It stands before the record that it belongs to.
    let halves = [["process", "wrapper"], ["process", "wrapper"]]
    if names == halves.flatMap({ $0 }) { #expect(reports.map(\.events.count) == [2, 2]) }
  }

  @Test func `three exceptionIds on one thread are three failures`() {
    let origins = [Written.storage, Written.contexts, "com.openexchange.admin.rmi.impl.OXUser"]
    func failures(_ ids: [String]) -> Int {
      let records = ids.enumerated().map { index, id in
        Written.ox(
          Double(index) * 0.2, from: origins[index], exceptions: [Written.exception("\(Self.limit); exceptionId \(id)")]
        )
      }
      return Estate(ox: records).failures.count
    }
    #expect(failures(["7-2", "7-4", "7-6"]) == 3)
    #expect(failures(["7-2", "7-2", "7-2"]) == 1)
  }

  @Test(
    arguments: [
      ("RMI TCP Connection(7)-127.0.0.1", nil, 0), ("OXWorker-1", "gSOAP/2.8", 0), ("OXWorker-1", "PHP-SOAP/8.1", 1),
      ("OXWorker-1", nil, 1),
    ] as [(String, String?, Int)])
  func `a record of a command-line tool or of another program is no partner`(
    thread: String, agent: String?, links: Int
  ) {
    let report = Written.obsidian(0.5, request: 1, Written.wrapper("a.example", Written.fault(Self.limit)))
    var estate = Estate(
      plesk: [report],
      ox: [Written.ox(0.3, thread: thread, agent: agent, exceptions: [Written.exception(Self.limit)])])
    estate.add([Written.access(0, 500)], to: "access.log", host: "ox1", side: .apache)
    let answer = estate.correlated
    #expect(answer.incidents.flatMap(\.occurrences).count { $0.link != nil } == links)
    // The call is Plesk's all the same.
    #expect(answer.incidents.flatMap(\.occurrences).map { $0.webLink != nil } == [true])
    #expect(answer.otherClients.count == 1 - links)
  }

  private static let verdict =
    "The new context could not be created. All not full databases can not be connected to."

  private static func pool(_ seconds: Double, _ number: Int, tracking: String?) -> String {
    Written.ox(
      seconds, from: "com.openexchange.admin.storage.mysqlStorage.OXUtilMySQLStorage", "Pool Error", tracking: tracking,
      agent: "PHP-SOAP/8.1",
      exceptions: [
        "com.openexchange.admin.rmi.exceptions.PoolException: DBP-0003 Message='No connection to database \(number)' exceptionID=7-\(Int(seconds * 10))"
      ])
  }

  @Test(arguments: ["1-1", nil])
  func `what one place logs of two databases are two roots`(tracking: String?) throws {
    let occurrence = try #require(
      Estate(
        plesk: [Written.obsidian(3, request: 1, Written.wrapper("a.example", Written.fault(Self.verdict)))],
        ox: [
          Self.pool(0, 4, tracking: tracking), Self.pool(1, 5, tracking: tracking),
          Written.ox(
            2, from: Written.storage, Self.verdict, tracking: tracking, agent: "PHP-SOAP/8.1",
            exceptions: [Written.exception(Self.verdict, "OXContextException")]),
        ]
      ).occurrence)
    #expect(occurrence.evidence.map(\.role) == [.report, .root, .root, .consequence])
  }

  @Test func `the same database once more is the next failure`() {
    let records = [0.0, 1].map { Self.pool($0, 4, tracking: nil) }
    #expect(Estate(ox: records).failures.count == 2)
  }

  // MARK: What folding keeps

  @Test func `a failure's root is the record that says most, and its subject comes from all`() throws {
    let estate = Estate(plesk: [
      Written.plesk17(0, Written.wrapper("a.example")), Written.plesk17(0, Written.fault(Self.limit)),
    ])
    let report = try #require(estate.reports.first)
    #expect(report.finding?.cause == "limit.contexts")
    #expect(report.root.event.position.line == 2)
    #expect(report.fields[.domain]?.string == "a.example")
    #expect(report.operation == "install")
  }

  @Test func `a warning of PHP's alone is no failure`() throws {
    let warning =
      "PHP Warning:  SoapClient::__doRequest(): php_network_getaddresses: getaddrinfo failed: Name or service not known in /opt/psa/var/apspackages/a1/scripts/configure on line 61"
    let alone = Estate(plesk: [Written.plesk17(0, warning)])
    #expect(alone.reports.count == 1)
    #expect(alone.reports.allSatisfy { $0.finding == nil })
    #expect(alone.correlated.incidents.isEmpty)
    #expect(alone.correlated.suspected.count == 1)
  }
}
