/// The text of a first configuration.
enum ConfigTemplate {
  /// - Parameter sources: Paths of logs that are there.
  static func text(sources: [String]) -> String {
    """
    # What oxtail reads, and what it knows of the machines. `oxtail config blame` tells what counts, `oxtail doctor` whether it works.
    # Every key may be left out. Paths begin with / or ~/ and may hold *, ? and […].

    # The index. By default ~/.local/state/oxtail/oxtail.db, for root and the daemon /var/lib/oxtail/oxtail.db.
    # db: /var/lib/oxtail/oxtail.db

    # Directories with patterns of your own, beside /etc/oxtail/patterns.d; later ones replace earlier ones by id.
    # patterns:
    # - /etc/oxtail/site-patterns

    # Open-Xchange's master administrator, if it was renamed.
    # master_login: oxadminmaster

    # How much the daemon says of itself: debug, info, notice, warning or error.
    # log_level: info

    # The logs. A file is read with its rotated generations, a directory with all below it. Without sources, those of a standard
    # installation of Plesk and of Open-Xchange are looked for on this host.

    """ + self.sources(sources) + """

        # All below is optional, for each item of the list:
        # host: plesk17              # whose logs they are; by default what their directory or this machine is called
        # timezone: Europe/Berlin    # for logs whose times carry no zone
        # as: plesk                  # plesk, ox, apache-access or apache-error; by default their content tells
        # follow_links: false        # whether links to files are followed while the log is written

      # Which machines are one Open-Xchange: any of them may answer a call.
      # installations:
      # - name: cluster1
      #   nodes: [ox1, ox2]

      # Where each Plesk host's calls come from, and as whom.
      # plesk_hosts:
      # - host: plesk17
      #   addresses: [192.0.2.17]
      #   subadmins: [pleskcustomer1]

      # Who is told, and by which way: exactly one of mail, webhook, webhook_file and command. `oxtail alerts test` tries them.
      # receivers:
      # - name: team
      #   mail: [ops@example.org]
      #   from: oxtail@example.org                # by default oxtail@ and this machine's name
      # - name: chat
      #   webhook_file: /etc/oxtail/chat.url      # or webhook: https://…, where that is no secret
      #   secret_file: /etc/oxtail/chat.key       # signs each request: HMAC-SHA256 of timestamp, dot and body
      # - name: pager
      #   command: [/usr/local/bin/page, oxtail]  # JSON on its standard input; no shell

      # Of what. `oxtail alerts preview --since 7d` shows what would have been sent; oxtail-alerts.timer sends it.
      # alerts:
      # - name: open-xchange
      #   terms: [owner:ox-admin, -host:test*]    # as in `oxtail incidents`; cause, kind, owner, host, subadmin and the others
      #   on: [new, regressed, escalating]        # and recovered
      #   to: [team, chat]
      #   cool_down: 5min                         # what comes meanwhile follows in one message
      #   quiet_hours: 22:00-06:30                # what comes then follows in the morning
      #   timezone: Europe/Berlin

      # The program that takes mails. By default /usr/sbin/sendmail, which every mail server and msmtp-mta bring.
      # sendmail: /usr/sbin/sendmail

      """
  }

  private static func sources(_ paths: [String]) -> String {
    guard !paths.isEmpty else {
      return "# sources:\n# - paths: [/var/log/plesk/panel.log, /var/log/open-xchange]\n"
    }
    return "sources:\n- paths:\n" + paths.map { "  - \(SettingYAML.scalar($0))\n" }.joined()
  }
}
