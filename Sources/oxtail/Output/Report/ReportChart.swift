/// Numbers over time as bars, in SVG with its text alternative. No style attributes: the page's policy forbids them.
struct ReportChart {
  private static let (width, height, margin) = (720, 170, 34)

  /// What the chart shows, for whoever cannot see it.
  let title: SafeText
  let labels: [SafeText]
  let counts: [Int]

  private var most: Int { max(1, counts.max() ?? 1) }

  var svg: HTML {
    let plot = (width: Self.width - Self.margin, height: Self.height - 26)
    let step = Double(plot.width) / Double(max(1, counts.count))
    let bars = counts.enumerated().filter { $1 > 0 }.map { index, count in
      let height = max(2, count * plot.height / most)
      let x = Self.margin + Int(Double(index) * step)
      let label: SafeText = "\(labels[index]): \(SafeText.grouped(count))"
      return
        "<rect x=\(x) y=\(8 + plot.height - height) width=\(max(2, Int(step) - 2)) height=\(height)><title>\(label)</title></rect>"
        as HTML
    }
    return """
      <svg viewBox="0 0 \(Self.width) \(Self.height)" role=img aria-label="\(title). \(summary)">\(grid(plot.width, plot.height))\(HTML.joined(bars))\(names(step))</svg>
      """
  }

  private var summary: SafeText {
    guard let index = counts.firstIndex(of: counts.max() ?? 0), counts[index] > 0 else { return "None." }
    return
      "Most, \(SafeText.grouped(counts[index])), at \(labels[index]); \(SafeText.grouped(counts.reduce(0, +))) in all."
  }

  private func grid(_ width: Int, _ height: Int) -> HTML {
    let levels = most > 1 ? [0, most / 2, most] : [0, most]
    return HTML.joined(
      levels.map { level in
        let y = 8 + height - level * height / most
        return """
          <line class=grid x1=\(Self.margin) x2=\(Self.width) y1=\(y) y2=\(y) /><text x=\(Self.margin - 6) y=\(y + 4) text-anchor=end>\(SafeText.grouped(level))</text>
          """
      })
  }

  /// As many names as there is room for.
  private func names(_ step: Double) -> HTML {
    let every = max(1, Int((70 / step).rounded(.up)))
    return HTML.joined(
      labels.indices.filter { $0 % every == 0 && $0 + every / 2 < labels.count }.map { index in
        "<text x=\(Self.margin + Int(Double(index) * step)) y=\(Self.height - 4)>\(labels[index])</text>"
      })
  }

  /// The same as a table.
  var table: HTML {
    let rows = zip(labels, counts).map { "<tr><td>\($0)<td class=n>\(SafeText.grouped($1))" as HTML }
    return """
      <details><summary>As a table</summary><table><thead><tr><th>From<th class=n>Failures</thead><tbody>\(HTML.joined(rows))</tbody></table></details>
      """
  }
}
