// What the writers of people's tables share: marks, reasons and the lines under the table.

import Analysis

/// A cell ready to be written.
struct WrittenCell {
  /// What stands in the cell, before any escaping.
  enum Content {
    case text(String)
    case number(NumberText)
    /// A dash with the letter of its reason.
    case missing(letter: String)
  }

  let content: Content
  let mark: ReportMark?
}

extension ReportTable {
  /// The cells with rounded numbers and lettered reasons, row by row.
  var writtenRows: [[WrittenCell]] {
    let letters = reasonLetters
    return rows.map { row in
      zip(row, columns).map { cell, column in
        switch cell {
        case .text(let text): WrittenCell(content: .text(text), mark: nil)
        case .number(let number):
          WrittenCell(
            content: .number(NumberText(number, column: column)), mark: number.mark)
        case .missing(let reason):
          WrittenCell(content: .missing(letter: letters[reason] ?? ""), mark: nil)
        }
      }
    }
  }

  /// The sentences under the table: marks, reasons of dashes, notes, provenance.
  func footnotes(best: String) -> [String] {
    let reasons = distinctReasons.enumerated().map { "\(Self.letter($0)): \($1)." }
    return markNotes(best: best) + reasons + notes + [provenance.text]
  }

  /// Whether a column holds numbers, so that it is set to the right.
  func isNumeric(_ column: Int) -> Bool {
    rows.contains { if case .number = $0[column] { true } else { false } }
  }

  /// The groups of headings: each with the columns that it spans.
  var headerGroups: [(title: String?, columns: Range<Int>)] {
    var groups: [(title: String?, columns: Range<Int>)] = []
    for (index, column) in columns.enumerated() {
      if let last = groups.last, last.title != nil, last.title == column.groupHeading {
        groups[groups.count - 1].columns = last.columns.lowerBound..<index + 1
      } else {
        groups.append((column.groupHeading, index..<index + 1))
      }
    }
    return groups
  }

  /// Whether any column stands under a shared heading.
  var hasGroups: Bool { columns.contains { $0.group != nil } }

  private func markNotes(best: String) -> [String] {
    let marks = Set(
      rows.joined().compactMap { cell in
        if case .number(let number) = cell { number.mark } else { nil }
      })
    return [
      marks.contains(.best) ? "\(best): best of its column." : nil,
      marks.contains(.sameAsBest) ? "†: not told from the best of its column." : nil,
    ].compactMap(\.self)
  }

  private var distinctReasons: [String] {
    var reasons: [String] = []
    for case .missing(let reason) in rows.joined() where !reasons.contains(reason) {
      reasons.append(reason)
    }
    return reasons
  }

  private var reasonLetters: [String: String] {
    Dictionary(
      uniqueKeysWithValues: distinctReasons.enumerated().map { ($1, Self.letter($0)) })
  }

  /// a, b, ..., z, then aa, ab, ...
  private static func letter(_ index: Int) -> String {
    let letters = Array("abcdefghijklmnopqrstuvwxyz")
    let last = String(letters[index % letters.count])
    return index < letters.count ? last : letter(index / letters.count - 1) + last
  }
}

/// Replaces characters one by one.
func escaped(_ text: String, _ replacement: (Character) -> String?) -> String {
  text.map { replacement($0) ?? String($0) }.joined()
}
