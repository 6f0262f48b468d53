// Which rows of a table agree: what depends on a few columns is computed once for all rows that share them.

/// Rows sorted into classes of equal ones, numbered in the order of their first rows.
struct RowClasses {
  /// The number of each row's class; empty as long as all rows are one class.
  private var numbers: [UInt32] = []
  /// The first row of each class.
  private(set) var firstRows: [Int]
  private let rowCount: Int

  /// All rows in one class.
  init(rowCount: Int) {
    self.rowCount = rowCount
    firstRows = rowCount == 0 ? [] : [0]
  }

  var count: Int { firstRows.count }

  func number(of row: Int) -> Int { numbers.isEmpty ? 0 : Int(numbers[row]) }

  /// Tells rows apart by a column too.
  ///
  /// - Parameters:
  ///   - codes: One for each row; empty where all rows have the same.
  ///   - codeCount: More than the greatest code.
  mutating func refine(by codes: [UInt32], codeCount: Int) {
    guard !codes.isEmpty else { return }
    if numbers.isEmpty { numbers = Array(repeating: 0, count: rowCount) }
    let keyCount = firstRows.count * codeCount
    firstRows = []
    if keyCount <= Self.tableLimit {
      refineByTable(codes, codeCount, keyCount)
    } else {
      refineByDictionary(codes, codeCount)
    }
  }

  private mutating func refineByTable(_ codes: [UInt32], _ codeCount: Int, _ keyCount: Int) {
    var found = [UInt32](repeating: .max, count: keyCount)
    for row in 0..<rowCount {
      let key = Int(numbers[row]) * codeCount + Int(codes[row])
      if found[key] == .max {
        found[key] = UInt32(firstRows.count)
        firstRows.append(row)
      }
      numbers[row] = found[key]
    }
  }

  private mutating func refineByDictionary(_ codes: [UInt32], _ codeCount: Int) {
    var found: [Int: UInt32] = [:]
    for row in 0..<rowCount {
      let key = Int(numbers[row]) * codeCount + Int(codes[row])
      if let number = found[key] {
        numbers[row] = number
      } else {
        let number = UInt32(firstRows.count)
        found[key] = number
        firstRows.append(row)
        numbers[row] = number
      }
    }
  }

  /// Keys up to which a table is used, 16 MiB of it: some ten times as fast as hashing.
  private static let tableLimit = 1 << 22
}
