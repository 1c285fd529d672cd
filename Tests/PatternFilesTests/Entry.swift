/// Pattern files for tests: a right one, in which a test exchanges what it is about.
enum Entry {
  /// A family with one cause, `site.refused`. Its keys stand on lines 3 to 20.
  static let cause = """
    family: site
    causes:
      - id: site.refused
        title: The bridge refused the order
        kind: config
        owner: plesk-admin
        retry: useless
        grade: V
        affects: host
        ox_logs: never
        texts:
          - sides: [plesk]
            regex: 'Billing bridge refused order (?<object>\\d{1,12})'
            matches:
              - text: 'Billing bridge refused order 4711'
                captures: {object: '4711'}
            refuses: ['Billing bridge accepted order 4711']
        explain: The bridge refused order {object}.
        check: ['grep {object} bridge.log']
        fix: ['# Ask billing.']

    """

  static let layout = """
    id: site-layout
    side: plesk
    title: A layout of ours
    first_line: '^<(?<ts>\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d)> (?<level>BAD|GOOD) (?<msg>.*)$'
    time: '%Y-%m-%d %H:%M:%S'
    levels: {BAD: error, GOOD: info}
    samples:
      - {text: '<2022-01-02 03:04:05> BAD news', level: error, time: '2022-01-02T03:04:05.000', message: news}
    refuses: ['<2022-01-02> BAD news']

    """

  static let rule = """
    side: plesk
    rules:
      - id: site.order
        regex: 'order (?<object>\\d{1,12})'
        matches: [{text: 'order 7', captures: {object: '7'}}]
        refuses: ['order x']

    """
}
