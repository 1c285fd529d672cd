import LogPipeline
import TestSupport
import Testing

@testable import OxtailService

/// The generations of one log are read as one log.
struct RotationScanTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  private func scan(_ paths: String...) throws -> JSONValue {
    try scanned(paths.isEmpty ? [""] : paths, below: directory.path)
  }

  private func occurrences(_ answer: JSONValue) -> [JSONValue] {
    answer.list("incidents").flatMap { $0.list("occurrences") }
  }

  private func files(_ answer: JSONValue) -> [String] { answer.list("sources").compactMap { $0["file"]?.string } }

  // MARK: Split records

  @Test(arguments: 1..<10)
  func `a rotation in the middle of a stack trace leaves one failure with its whole stack`(line: Int) throws {
    let lines = LogTexts.failure("12:29:40")
    let before = LogTexts.noise("12:00:00")
    try directory.write("ox1/open-xchange.log.1", before + lines[..<line].joined())
    try directory.write("ox1/open-xchange.log.0", lines[line...].joined() + LogTexts.noise("12:50:00"))
    try directory.write("plesk1/panel.log", LogTexts.report("12:29:41"))
    let answer = try scan()
    let occurrence = try #require(occurrences(answer).first)
    #expect(occurrences(answer).count == 1)
    #expect(occurrence["cause"]?.string == "storage.no-filestore")
    #expect(occurrence["partner"]?.string == "found")
    let root = try #require(occurrence.list("evidence").first { $0["role"]?.string == "root" })
    #expect(root["file"]?.string == "ox1/open-xchange.log.1")
    #expect(root["line"]?.int == 3)
    #expect(root["offset"]?.int == before.utf8.count)
    #expect(root["length"]?.int == lines.joined().utf8.count)
    #expect(answer.list("other_clients") == [])
    #expect(answer.list("suspected") == [])
    let live = answer.list("sources").first { $0["file"]?.string == "ox1/open-xchange.log.0" }
    #expect(live?["unparsed_bytes"]?.int == 0)
  }

  @Test func `a strange time in the middle of a generation does not part what a rotation split`() throws {
    let lines = LogTexts.failure("12:29:40")
    let strange = LogTexts.noise("12:00:00") + LogTexts.noise("23:00:00") + LogTexts.noise("12:01:00")
    try directory.write("ox1/open-xchange.log.1", strange + lines[..<4].joined())
    try directory.write("ox1/open-xchange.log.0", lines[4...].joined() + LogTexts.noise("12:50:00"))
    try directory.write("plesk1/panel.log", LogTexts.report("12:29:41"))
    let answer = try scan()
    let root = occurrences(answer).first?.list("evidence").first { $0["role"]?.string == "root" }
    #expect(root?["length"]?.int == lines.joined().utf8.count)
    #expect(answer.list("sources").allSatisfy { $0["unparsed_bytes"]?.int == 0 })
  }

  @Test func `a rotation at any byte changes nothing but the places`() throws {
    let story = try #require(Story.all.first { $0.name == "06-subadmin-limit/plesk11" })
    let other = try #require(Story.all.first { $0.name == "06-subadmin-limit/obsidian" })
    for seed in Seeded.seeds(0..<16) {
      var random = Seeded(seed)
      let story = random.happens(oneIn: 2) ? story : other
      let whole = withoutPlaces(try scanned([""], below: story.folder))
      let directory = try TemporaryDirectory()
      for log in try story.logs {
        try writeGenerations(of: Repository.bytes(of: story.folder + "/" + log), log, to: directory, &random)
      }
      let answer = withoutPlaces(try scanned([""], below: directory.path))
      #expect(answer == whole, "OXTAIL_SEED=\(seed)")
    }
  }

  /// Two to four generations, cut anywhere in the log's middle, some of them compressed.
  private func writeGenerations(
    of bytes: [UInt8], _ name: String, to directory: TemporaryDirectory, _ random: inout Seeded
  ) throws {
    let count = 2 + random.number(3)
    let part = bytes.count / count
    var start = 0
    for generation in (0..<count).reversed() {
      let end = generation == 0 ? bytes.count : start + part * 3 / 4 + random.number(part / 4)
      let base = name.hasSuffix(".0") ? String(name.dropLast(2)) : name
      let live = name.hasSuffix(".0") ? base + ".0" : base
      let path = generation == 0 ? live : "\(base).\(generation)"
      if random.happens(oneIn: 2) {
        try directory.write(path + ".gz", Gzip.member(Array(bytes[start..<end])))
      } else {
        try directory.write(path, Array(bytes[start..<end]))
      }
      start = end
    }
  }

  /// The incidents, without what says where a record lies. An id is made of a place, too.
  private func withoutPlaces(_ answer: JSONValue) -> [String] {
    answer.list("incidents").map { incident in
      incident.without("id").description
        .replacing(#/\b(?:line|offset): \d+,?/#, with: "")
        .replacing(#/\bfile: "[^"]*",?/#, with: "")
        .replacing(#/[\w./-]*\.log[.\w]*:\d+/#, with: "FILE")
        .replacing(#/\s+/#, with: " ")
    }
  }

  @Test func `a head that was cut in two is one`() throws {
    let head = LogTexts.report("12:29:41")
    for cut in stride(from: 1, to: head.utf8.count, by: 9) {
      try directory.write("panel.log.1", LogTexts.panelNoise("12:00:00") + head.prefix(cut))
      try directory.write("panel.log", head.dropFirst(cut) + LogTexts.panelNoise("12:50:00"))
      let answer = try scan()
      #expect(occurrences(answer).count == 1, "cut at \(cut)")
      #expect(occurrences(answer)[0].list("evidence")[0]["line"]?.int == 2, "cut at \(cut)")
      #expect(answer.list("sources").reduce(0) { $0 + ($1["records"]?.int ?? 0) } == 3, "cut at \(cut)")
    }
  }

  @Test func `a live file that holds the rest of a record only belongs to its log`() throws {
    let lines = LogTexts.failure("12:29:40")
    try directory.write("ox1/open-xchange.log.1", LogTexts.noise("12:00:00") + lines[..<6].joined())
    try directory.write("ox1/open-xchange.log.0", lines[6...].joined())
    try directory.write("plesk1/panel.log", LogTexts.report("12:29:41"))
    let answer = try scan()
    #expect(occurrences(answer).map { $0["partner"]?.string } == ["found"])
    #expect(files(answer) == ["ox1/open-xchange.log.1", "ox1/open-xchange.log.0", "plesk1/panel.log"])
    #expect(answer.list("skipped") == [])
    try directory.write("ox1/notes.log", "nothing\n")
    #expect(try scan().list("skipped").compactMap { $0["reason"]?.string } == ["no known log"])
  }

  @Test func `NUL bytes that copytruncate left do not part a record`() throws {
    let lines = LogTexts.failure("12:29:40")
    try directory.write("ox1/open-xchange.log.1", LogTexts.noise("12:00:00") + lines[..<6].joined())
    let hole = String(repeating: "\u{0}", count: 5_000)
    try directory.write("ox1/open-xchange.log.0", hole + lines[6...].joined() + LogTexts.noise("12:50:00"))
    try directory.write("plesk1/panel.log", LogTexts.report("12:29:41"))
    #expect(occurrences(try scan()).map { $0["partner"]?.string } == ["found"])
  }

  @Test func `what a generation is missing between is not put together`() throws {
    let lines = LogTexts.failure("12:29:40")
    try directory.write("ox1/open-xchange.log.2", LogTexts.noise("12:00:00") + lines[..<6].joined())
    try directory.write("ox1/open-xchange.log.0", lines[6...].joined() + LogTexts.noise("12:50:00"))
    try directory.write("plesk1/panel.log", LogTexts.report("12:29:41"))
    let answer = try scan()
    let roots = occurrences(answer).flatMap { $0.list("evidence") }.filter { $0["role"]?.string == "root" }
    // What is left of the record is linked as it stands, without its end.
    #expect(roots.compactMap { $0["length"]?.int } == [lines[..<6].joined().utf8.count])
    let live = answer.list("sources").first { $0["file"]?.string == "ox1/open-xchange.log.0" }
    #expect(live?["unparsed_bytes"]?.int == lines[6...].joined().utf8.count)
  }

  // MARK: Order and coverage

  @Test func `generations come oldest first by their times, whatever their numbers say`() throws {
    for (name, hour) in [
      ("panel.log.1", "10"), ("panel.log.2.gz", "12"), ("panel.log-20170918", "09"), ("panel.log", "11"),
    ] {
      let text = LogTexts.panelNoise("\(hour):00:00")
      try directory.write(name, name.hasSuffix("gz") ? Gzip.member(text) : Array(text.utf8))
    }
    #expect(files(try scan()) == ["panel.log-20170918", "panel.log.1", "panel.log", "panel.log.2.gz"])
    let named = try scan("panel.log", "panel.log.2.gz", "panel.log.1", "panel.log-20170918")
    #expect(files(named) == files(try scan()))
    let hosts = Set(named.list("sources").compactMap { $0["host"]?.string })
    #expect(hosts == ["plesk"])
  }

  @Test(arguments: [("open-xchange.log.1", "missing"), ("open-xchange.log.2", "not-covered")])
  func `a log covers the time of its rotation unless a generation is missing`(older: String, partner: String) throws {
    try directory.write("plesk1/panel.log", LogTexts.report("12:30:00"))
    try directory.write("ox1/" + older, LogTexts.noise("12:20:00") + LogTexts.noise("12:29:59"))
    try directory.write("ox1/open-xchange.log.0", LogTexts.noise("12:30:10") + LogTexts.noise("12:40:00"))
    #expect(occurrences(try scan()).map { $0["partner"]?.string } == [partner])
  }

  @Test func `a silence between two generations is a silence`() throws {
    try directory.write("plesk1/panel.log", LogTexts.report("12:30:00"))
    try directory.write("ox1/open-xchange.log.1", LogTexts.noise("12:10:00") + LogTexts.noise("12:20:00"))
    try directory.write("ox1/open-xchange.log.0", LogTexts.noise("12:35:01") + LogTexts.noise("12:40:00"))
    #expect(occurrences(try scan()).map { $0["partner"]?.string } == ["not-covered"])
  }

  // MARK: Copies

  @Test func `the same content twice is read once, and that is said`() throws {
    let text = LogTexts.report("12:29:41") + LogTexts.panelNoise("12:30:00")
    try directory.write("logs/panel.log.1", text)
    try directory.write("logs/panel.log.1.gz", Gzip.member(text))
    try directory.write("logs.tar.gz", Gzip.member(Tar.archive([("logs/panel.log.1", Array(text.utf8))])))
    let answer = try scan()
    #expect(occurrences(answer).count == 1)
    #expect(files(answer) == ["logs/panel.log.1"])
    #expect(
      answer.list("skipped").compactMap { $0["file"]?.string }.sorted()
        == ["logs.tar.gz/logs/panel.log.1", "logs/panel.log.1.gz"])
    for skipped in answer.list("skipped") {
      #expect(skipped["reason"]?.string == "the same content as logs/panel.log.1, which was read")
      #expect(skipped["bytes"]?.int == text.utf8.count)
    }
  }

  @Test func `a copy in an archive that looks like a host is a copy`() throws {
    let text = LogTexts.report("12:29:41")
    try directory.write("old/plesk1/panel.log", text)
    try directory.write("old.tar", Tar.archive([("plesk1/panel.log", Array(text.utf8))]))
    try directory.write("other.tar", Tar.archive([("panel.log", Array(LogTexts.report("13:00:00").utf8))]))
    let answer = try scan()
    #expect(files(answer) == ["old/plesk1/panel.log", "other.tar/panel.log"])
    #expect(answer.list("skipped").compactMap { $0["file"]?.string } == ["old.tar/plesk1/panel.log"])
  }

  @Test func `which copy is read does not depend on the order`() throws {
    let text = LogTexts.report("12:29:41")
    for name in ["b.log", "a.log", "aa.log"] { try directory.write(name, text) }
    try directory.write("a.gz", Gzip.member(text))
    for seed in Seeded.seeds(0..<5) {
      var random = Seeded(seed)
      let names = ["b.log", "a.log", "aa.log", "a.gz"].shuffled(using: &random)
      #expect(files(try scanned(names, below: directory.path)) == ["a.log"], "OXTAIL_SEED=\(seed)")
    }
  }

  @Test func `the same content on two hosts is two logs`() throws {
    for host in ["plesk1", "plesk2"] { try directory.write(host + "/panel.log", LogTexts.report("12:29:41")) }
    #expect(occurrences(try scan()).count == 2)
  }

  // MARK: Open-Xchange 6.20

  @Test func `the log of provisioning of Open-Xchange 6_20 is named as not supported`() throws {
    let text =
      "Nov 23, 2010 7:55:06 PM com.openexchange.admin.rmi.impl.OXContext create\nSEVERE: Context already exists\n"
    try directory.write("open-xchange-admin.log.0", text)
    try directory.write("open-xchange-admin-notes.log", "no log\n")
    try directory.write("open-xchange.log.0", LogTexts.noise("12:00:00"))
    let answer = try scan()
    #expect(files(answer) == ["open-xchange.log.0"])
    let reasons = answer.list("skipped").compactMap { $0["reason"]?.string }
    #expect(reasons.count == 2)
    #expect(reasons.contains { $0.contains("6.20") && $0.contains("not supported") })
  }
}
