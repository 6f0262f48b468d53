// The points of a study column by column: a million of them in a few bytes a setting.

import Configuration

/// Points as rows; each setting that any of them has is a column.
struct PointTable: Sendable {
  private(set) var rowCount: Int
  /// The settings by path; nil where a point lacks one.
  private(set) var settings: [String: CodedColumn<Assignment?>] = [:]
  /// The alternatives that lead to a point, by group.
  private(set) var labels: [String: CodedColumn<[String]>] = [:]
  /// Which of the `recipes` a point follows.
  private(set) var recipeNumbers = CodedColumn(0)
  private(set) var recipes: [Recipe]
  /// Whether something is wrong with a point's configuration.
  private(set) var isFaulty = CodedColumn(false)
  /// The row of the grid that each row was first; empty where none was removed or moved.
  private var origins: [UInt32] = []

  init(rowCount: Int, recipes: [Recipe] = [Recipe()]) {
    (self.rowCount, self.recipes) = (rowCount, recipes)
  }

  /// What rows can differ in.
  enum Column: Hashable {
    case setting(String)
    case group(String)
    case recipe
    case fault
  }

  func origin(of row: Int) -> Int { origins.isEmpty ? row : Int(origins[row]) }

  /// A row as a point in the making.
  func draft(at row: Int) -> PointDraft {
    var given: [String: Assignment] = [:]
    for (path, column) in settings { given[path] = column[row] }
    return PointDraft(
      settings: given, labels: labels.mapValues { $0[row] },
      recipe: recipes[recipeNumbers[row]], isFaulty: isFaulty[row])
  }

  /// The rows, told apart by some columns alone.
  func classes(by columns: some Sequence<Column>) -> RowClasses {
    var classes = RowClasses(rowCount: rowCount)
    for column in columns {
      switch column {
      case .setting(let path):
        guard let column = settings[path] else { continue }
        classes.refine(by: column.codes, codeCount: column.values.count)
      case .group(let name):
        guard let column = labels[name] else { continue }
        classes.refine(by: column.codes, codeCount: column.values.count)
      case .recipe:
        classes.refine(by: recipeNumbers.codes, codeCount: recipeNumbers.values.count)
      case .fault:
        classes.refine(by: isFaulty.codes, codeCount: isFaulty.values.count)
      }
    }
    return classes
  }

  /// The rows, told apart by what their identity is made of: values that are not the defaults, wherever they stand.
  func classes(byIdentityWithout ignored: [String]) -> RowClasses {
    var classes = RowClasses(rowCount: rowCount)
    for (path, column) in settings where !column.isConstant && !ignored.contains(path) {
      let defaultValue = Schema.setting(at: path)?.defaultValue
      var places: [SettingValue?: UInt32] = [:]
      let kinds = column.values.map { assignment in
        let value = assignment?.value ?? defaultValue
        let place = places[value] ?? UInt32(places.count)
        places[value] = place
        return place
      }
      classes.refine(by: column.codes.map { kinds[Int($0)] }, codeCount: places.count)
    }
    return classes
  }

  /// Marks rows of which something is wrong with the configuration.
  mutating func markFaulty(where isMeant: (Int) -> Bool) {
    let code = isFaulty.code(for: true)
    isFaulty.setCodes(rowCount) { isMeant($0) ? code : nil }
  }

  /// Gives a setting a value in some rows, nil for none.
  mutating func set(_ path: String, to value: Assignment?, where isMeant: (Int) -> Bool) {
    var column = settings.removeValue(forKey: path) ?? CodedColumn(nil)
    let code = column.code(for: value)
    column.setCodes(rowCount) { isMeant($0) ? code : nil }
    settings[path] = column
  }

  /// Gives a setting the value of each row's class.
  mutating func set(_ path: String, to values: [Assignment?], by classes: RowClasses) {
    set(path, to: values) { classes.number(of: $0) }
  }

  /// Gives a setting one of some values in each row, by number.
  mutating func set(_ path: String, to values: [Assignment?], _ number: (Int) -> Int) {
    var column = settings.removeValue(forKey: path) ?? CodedColumn(nil)
    let codes = values.map { column.code(for: $0) }
    column.setCodes(rowCount) { codes[number($0)] }
    settings[path] = column
  }

  /// Gives each row the labels of a group by number.
  mutating func setLabels(_ group: String, _ values: [[String]], _ number: (Int) -> Int) {
    guard let first = values.first else { return }
    var column = CodedColumn(first)
    let codes = values.map { column.code(for: $0) }
    column.setCodes(rowCount) { codes[number($0)] }
    labels[group] = column
  }

  /// Gives each row a recipe by number.
  mutating func setRecipes(_ number: (Int) -> Int) {
    let codes = recipes.indices.map { recipeNumbers.code(for: $0) }
    recipeNumbers.setCodes(rowCount) { codes[number($0)] }
  }

  /// Takes the labels of another table, whose rows are the same points.
  mutating func takeLabels(of other: PointTable) { labels = other.labels }

  /// Keeps the rows given, in their order.
  mutating func select(_ rows: [Int]) {
    guard rows.count < rowCount else { return }
    origins = rows.map { UInt32(origin(of: $0)) }
    rowCount = rows.count
    for path in settings.keys { settings[path]?.select(rows) }
    for group in labels.keys { labels[group]?.select(rows) }
    recipeNumbers.select(rows)
    isFaulty.select(rows)
  }

  /// One row for equal ones, under all their labels; two are equal where their classes are.
  mutating func collapse(_ classes: RowClasses) {
    guard classes.count < rowCount else { return }
    for group in labels.keys { mergeLabels(group, classes) }
    select(classes.firstRows)
  }

  /// Adds to the first row of each class the labels of its others.
  private mutating func mergeLabels(_ group: String, _ classes: RowClasses) {
    guard var column = labels.removeValue(forKey: group) else { return }
    var merged: [Int: UInt32] = [:]
    for row in 0..<rowCount {
      let number = classes.number(of: row)
      let first = classes.firstRows[number]
      guard first != row, column.code(of: first) != column.code(of: row) else { continue }
      let (old, new) = (merged[number].map { column.values[Int($0)] } ?? column[first], column[row])
      merged[number] = column.code(for: old + new.filter { !old.contains($0) })
    }
    let rows = Dictionary(
      merged.map { (classes.firstRows[$0.key], $0.value) }, uniquingKeysWith: { first, _ in first })
    if !rows.isEmpty { column.setCodes(rowCount) { rows[$0] } }
    labels[group] = column
  }
}
