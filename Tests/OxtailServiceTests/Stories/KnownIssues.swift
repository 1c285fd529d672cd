import TestSupport

/// Stories whose truth oxtail does not tell yet, and what it lacks: rules of correlation that no single text shows.
enum KnownIssues {
  private static let table: [(stories: [String], missing: String)] = [
    (["08-proxy-timeout/plesk11-compat"], "a slow query supports the time-out that it caused"),
    (["13-databases-down"], "pool errors are the roots of the verdict that follows them"),
    (["22-dst-night/plesk17-berlin"], "an offset that only the other side's records tell"),
    (["30-four-nodes"], "how many Open-Xchange nodes there are, and how many were read"),
  ]

  static func missing(for story: Story) -> String? {
    table.first { $0.stories.contains { story.name == $0 || story.name.hasPrefix($0 + "/") } }?.missing
  }
}
