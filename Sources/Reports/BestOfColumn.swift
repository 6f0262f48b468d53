// What a table of means says in sentences: the best of each column, and how many are not told from it.

extension ReportTable {
  /// For each column with a best number, a sentence on it; none for a table without marks.
  public var bestStatements: [String] {
    columns.indices.compactMap { column in
      let numbers = rows.compactMap { row in
        if case .number(let number) = row[column] { number } else { nil }
      }
      guard let place = rows.firstIndex(where: { $0[column].mark == .best }),
        case .number(let best) = rows[place][column]
      else { return nil }
      let alike = numbers.count { $0.mark == .sameAsBest }
      let (number, unit) = (NumberText(best, column: columns[column]), columns[column].unit.symbol)
      let others = numbers.count - 1
      let rest =
        switch alike {
        case 0: "all others are told from it"
        case others: "no other is told from it"
        default: "\(alike) of \(others) others \(alike == 1 ? "is" : "are") not told from it"
        }
      let start =
        columns[column].group == nil ? "The best" : "At \(columns[column].header) the best"
      return "\(start) is \(label(ofRow: place)) with \(number.joined)"
        + (unit.isEmpty ? "" : " \(unit)") + "; \(rest)."
    }
  }

  /// The words of a row with their headings, for example `scale = depth, model.depth = 14`.
  private func label(ofRow row: Int) -> String {
    zip(rows[row], columns).compactMap { cell, column in
      if case .text(let text) = cell { "\(column.header) = \(text)" } else { nil }
    }
    .joined(separator: ", ")
  }
}

extension ReportCell {
  fileprivate var mark: ReportMark? {
    if case .number(let number) = self { number.mark } else { nil }
  }
}
