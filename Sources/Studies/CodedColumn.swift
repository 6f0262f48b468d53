// A column in which few values stand in many rows: each value once, and a small number a row.

/// The values of one thing in all rows of a table.
struct CodedColumn<Value: Hashable & Sendable>: Sendable {
  /// The different values, in the order of their coming.
  private(set) var values: [Value]
  /// The place of each row's value; empty where all rows have the first.
  private(set) var codes: [UInt32] = []
  private var places: [Value: UInt32]

  /// A column with the same value in all rows.
  init(_ value: Value) {
    values = [value]
    places = [value: 0]
  }

  /// Whether all rows have one value.
  var isConstant: Bool { codes.isEmpty }

  subscript(row: Int) -> Value { values[code(of: row)] }

  func code(of row: Int) -> Int { codes.isEmpty ? 0 : Int(codes[row]) }

  /// The values that stand in some row, in the order of their coming.
  var usedValues: [Value] {
    guard !codes.isEmpty else { return [values[0]] }
    var isUsed = Array(repeating: false, count: values.count)
    for code in codes { isUsed[Int(code)] = true }
    return values.indices.filter { isUsed[$0] }.map { values[$0] }
  }

  /// The place of a value, which it gets if it has none.
  mutating func code(for value: Value) -> UInt32 {
    if let place = places[value] { return place }
    let place = UInt32(values.count)
    places[value] = place
    values.append(value)
    return place
  }

  /// Gives each row a value by its place.
  mutating func setCodes(_ rowCount: Int, _ code: (Int) -> UInt32?) {
    if codes.isEmpty {
      guard (0..<rowCount).contains(where: { row in code(row).map { $0 != 0 } ?? false }) else {
        return
      }
      codes = Array(repeating: 0, count: rowCount)
    }
    for row in 0..<rowCount {
      if let code = code(row) { codes[row] = code }
    }
    shrink()
  }

  /// The rows given, in their order.
  mutating func select(_ rows: [Int]) {
    guard !codes.isEmpty else { return }
    codes = rows.map { codes[$0] }
    shrink()
  }

  /// Forgets the codes where all are the same.
  private mutating func shrink() {
    guard let first = codes.first, codes.allSatisfy({ $0 == first }) else { return }
    self = CodedColumn(values[Int(first)])
  }
}
