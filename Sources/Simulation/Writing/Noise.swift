/// What else stands in logs: records of other subsystems, some of them errors, some with the words of provisioning.
struct Noise {
  /// A record of Open-Xchange's that has nothing to do with provisioning.
  static func nodeRecord(_ dice: inout Dice) -> NodeRecord {
    let user = dice.pick(["anna", "bernd", "clara", "detlef", "eva", "frank", "greta", "hans"])
    let context = dice.number(10...480)
    var record: NodeRecord
    func thread(_ pool: String, _ number: Int) -> String { "\(pool)-\(WallTime.padded(number, 7))" }
    let worker = thread("OXWorker", dice.number(1...95))
    switch dice.number(0...9) {
    case 0...2:
      record = NodeRecord(
        level: .info, thread: thread("LoginPerformer", dice.number(1...9)),
        place: "com.openexchange.login.internal.LoginPerformer.logLoginRequest", line: 481,
        message:
          "User \(user) of context \(context), address 127.0.0.1, client open-xchange-appsuite, session \(dice.hex(8))")
    case 3:
      record = NodeRecord(
        level: .info, thread: worker, place: "com.openexchange.caching.internal.JCSCache.clear", line: 214,
        message: "Region 'Context' cleared by remote invalidation, \(dice.number(10...900)) elements dropped")
    case 4:
      record = NodeRecord(
        level: .warning, thread: worker, place: "com.openexchange.html.internal.HtmlServiceImpl.sanitize", line: 388,
        message: "Mail body of \(dice.number(1_100_000...1_900_000)) bytes truncated for display")
    case 5:
      record = NodeRecord(
        level: .debug, thread: worker, place: "com.openexchange.push.internal.PushManagerRegistry.stopListenerFor",
        line: 254, message: "Stopped push listener of user \(dice.number(3...40)) in context \(context)")
    case 6:
      record = error(
        worker, "com.openexchange.imap.IMAPFolderStorage.getFolder", 733,
        "Mail folder \"INBOX/Angebote\" vanished between listing and opening",
        "javax.mail.FolderNotFoundException: INBOX/Angebote")
    case 7:
      // The words of an access failure, of a mail server.
      record = error(
        worker, "com.openexchange.mail.api.MailAccess.connect", 391, "",
        "javax.mail.AuthenticationFailedException: Authentication failed.")
    case 8:
      record = error(
        worker, "com.openexchange.drive.impl.sync.Synchronizer.sync", 188,
        "Synchronisation of directory versions failed after \(dice.number(900...8000)) ms",
        "java.io.IOException: Context \(context) already exists in the local index")
    default:
      record = error(
        worker, "com.openexchange.groupware.contact.Contacts.performContactStorageInsert", 1207, "",
        "com.openexchange.exception.OXException: CON-0134 Categories=TRY_AGAIN Message='An error occurred: Member already exists in group' exceptionID=\(dice.number(1_000_000...900_000_000))-\(dice.number(1...400) * 2)"
      )
    }
    if record.level == .error || dice.happens(0.3) {
      record.properties = properties(user, context, worker, &dice)
    }
    return record
  }

  private static func error(_ thread: String, _ place: String, _ line: Int, _ message: String, _ exception: String)
    -> NodeRecord
  {
    NodeRecord(
      thread: thread, place: place, line: line, message: message,
      stack: Frames.stack(
        exception, [Frames.frame(place, line: line)], from: .browser))
  }

  private static func properties(_ user: String, _ context: Int, _ thread: String, _ dice: inout Dice) -> [(
    key: String, value: String
  )] {
    [
      ("com.openexchange.grizzly.method", "PUT"),
      ("com.openexchange.grizzly.remoteAddress", "203.0.113.\(dice.number(100...200))"),
      ("com.openexchange.grizzly.requestURI", dice.pick(["/ajax/mail", "/appsuite/api/drive", "/ajax/contacts"])),
      ("com.openexchange.grizzly.threadName", thread),
      ("com.openexchange.grizzly.userAgent", "Mozilla/5.0 (X11; Linux x86_64; rv:90.0)"),
      (
        "com.openexchange.request.trackingId",
        "\(dice.number(100_000...900_000_000))-\(dice.number(100_000...900_000_000))"
      ),
      ("com.openexchange.session.contextId", "\(context)"), ("com.openexchange.session.loginName", user),
    ]
  }

  /// A record of Plesk's that has nothing to do with Open-Xchange.
  static func pleskRecord(_ dice: inout Dice) -> (level: String, component: String, message: String) {
    let domain = "\(dice.pick(["bistro", "kanzlei", "praxis", "yoga", "verein"]))\(dice.number(1...60)).example"
    switch dice.number(0...7) {
    case 0: return ("INFO", "panel", "Login of \(domain) from 198.51.100.\(dice.number(1...250))")
    case 1: return ("WARN", "panel", "Mailbox quota of webmaster@\(domain) is at \(dice.number(81...99)) %")
    case 2:
      return (
        "ERR", "util_exec",
        "proc_close() failed ['/opt/psa/admin/bin/statistics' '--calculate-one' '--domain-name=\(domain)'] with exit code [\(dice.pick([1, 255]))]"
      )
    case 3:
      return (
        "ERR", "panel",
        "Unable to synchronise the DNS zone \(domain) with the slave: serial \(dice.number(2_020_000_000...2_030_000_000)) is not newer"
      )
    case 4:
      return (
        "ERR", "panel",
        "Scheduled backup of \(domain) ended with warnings:\n\n  /var/www/vhosts/\(domain)/httpdocs/cache: file changed while it was read\n  1 of 812 files was left out"
      )
    case 5:
      return (
        "ERR", "panel",
        "SQLSTATE[23000]: Integrity constraint violation: 1062 Duplicate entry '\(dice.number(1...400))-bounce' for key 'domains_param'\nfile: /opt/psa/admin/plib/Db/Table/Abstract.php\nline: 204\ncode: 23000\n0: /opt/psa/admin/plib/Db/Table/Abstract.php:204\n\tDb_Table->insert()"
      )
    case 6: return ("ERR", "panel", "Authentication failed for user admin from 198.51.100.\(dice.number(1...250))")
    default:
      return ("INFO", "extension/wp-toolkit", "Instance #\(dice.number(1...90)): 14 plugins up to date, 0 waiting")
    }
  }

  /// A line of the access log: method, path, status, bytes and agent of a call that is no provisioning.
  static func access(_ dice: inout Dice) -> (method: String, path: String, status: Int, bytes: Int, agent: String) {
    let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:90.0) Gecko/20100101 Firefox/90.0"
    switch dice.number(0...4) {
    case 0:
      return ("GET", "/appsuite/api/folders?action=list&session=\(dice.hex(32))", 200, dice.number(300...30_000), agent)
    case 1: return ("PUT", "/ajax/mail?action=all&session=\(dice.hex(32))", 200, dice.number(300...30_000), agent)
    case 2: return ("GET", "/wp-login.php", 404, 196, "Mozilla/5.0")
    case 3: return ("GET", "/servlet/TestServlet", 200, 38, "monit/5.25")
    default: return ("POST", "/Microsoft-Server-ActiveSync?Cmd=Ping&DeviceType=iPhone", 503, 299, "Apple-iPhone/10.2")
    }
  }
}
