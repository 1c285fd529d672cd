/// A layout as `Patterns/layouts/` describes it: the shape of a record's head, as data.
package struct LayoutSpec: Sendable {
  package var id: String
  package var side: Side
  package var title: String
  /// Must match a head's first line. The groups `ts` (required), `level`, `msg` and `request` have a meaning, and `frac`, `tz`, `mer`,
  /// `year`, `month` and `day` hold what of the time stands apart from `ts`.
  package var firstLine: String
  /// For records of one JSON object a line: which keys mean what. The expressions then speak of the record as ``JSONRendering`` writes
  /// it, whose first line is `TIME LEVEL [THREAD] LOGGER`.
  package var json: JSONKeys?
  /// Must match the line below it, where a head has two lines; then `level` and `msg` are looked for here too.
  package var secondLine: String?
  /// How `ts` reads; see ``TimestampRule``.
  package var time: String
  /// The layout's words for levels.
  package var levels: [String: Level]
  /// The level of every record, where the layout writes none.
  package var level: Level?
  /// The inside of a record: a `key=value` line, an exception line, a stack frame. Optional.
  package var property: String?
  package var exception: String?
  package var frame: String?
  package var samples: [Sample]
  /// Lines that must not be taken for a head.
  package var refuses: [String]
  package var place: PatternPlace

  /// A head, or a whole record, and what must be read from it.
  package struct Sample: Sendable {
    package var text: String
    package var level: Level
    /// The reading of the clock, `2015-10-15T07:52:33.000`, with the offset behind it if the head has one.
    package var time: String
    /// What the message begins with; an empty string where the head has none.
    package var message: String?

    package init(text: String, level: Level, time: String, message: String?) {
      self.text = text
      self.level = level
      self.time = time
      self.message = message
    }
  }

  package init(
    id: String, side: Side, title: String, firstLine: String, secondLine: String? = nil, time: String,
    levels: [String: Level] = [:], level: Level? = nil, json: JSONKeys? = nil, property: String? = nil,
    exception: String? = nil,
    frame: String? = nil,
    samples: [Sample] = [], refuses: [String] = [], place: PatternPlace = .none
  ) {
    self.id = id
    self.side = side
    self.title = title
    self.firstLine = firstLine
    self.secondLine = secondLine
    self.time = time
    self.levels = levels
    self.level = level
    self.json = json
    self.property = property
    self.exception = exception
    self.frame = frame
    self.samples = samples
    self.refuses = refuses
    self.place = place
  }
}
