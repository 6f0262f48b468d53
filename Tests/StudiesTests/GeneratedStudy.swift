import Randomness

/// A study made at random, as values, so that the same study can be written in many ways.
struct GeneratedStudy {
  /// Settings with values that go together in every combination, the first of each the schema's default where it has
  /// one.
  static let pool: [(path: String, values: [Double])] = [
    ("model.width", [1, 0.5, 1.5, 2]), ("data.resolution", [32, 8, 16, 64]),
    ("train.weight_decay", [0, 0.0001, 0.0005, 0.001]), ("train.momentum", [0.9, 0.5, 0.25]),
    ("regularize.dropout", [0, 0.1, 0.2]), ("regularize.label_smoothing", [0, 0.1, 0.05]),
    ("data.label_noise", [0, 0.25, 0.5]), ("data.pixel_noise", [0.1, 0.2, 1]),
    ("data.validation_images", [0, 100, 200]),
  ]
  /// Settings of which every study has one value, or which it varies.
  static let required: [(path: String, values: [Double])] = [
    ("model.depth", [8, 14, 20, 26]), ("train.epochs", [1, 2, 4, 8]),
    ("train.batch", [10, 20, 50, 100]),
  ]

  var base: [(path: String, value: Double)] = []
  var axes: [(name: String, path: String, values: [Double])] = []
  /// Alternatives of one group, each with its values of one setting.
  var group: (path: String, alternatives: [(name: String, values: [Double])])?
  /// A value for the points with the first value of the first axis.
  var override: (path: String, value: Double)?
  /// A setting that exists only where the first axis has another value than its first.
  var condition: String?
  /// The path that an expression gives a value.
  var derived: String?
  /// Other names by path.
  var aliases: [String: String] = [:]

  init(_ stream: inout RandomStream) {
    var free = Self.pool.map(\.path)
    func take(_ stream: inout RandomStream) -> (path: String, values: [Double]) {
      let path = free.remove(at: stream.nextInteger(below: free.count))
      let values = Self.pool.first { $0.path == path }?.values ?? []
      return (path, values)
    }
    let varied = stream.nextInteger(below: 3)
    for (place, entry) in Self.required.enumerated() {
      if place == varied {
        let count = 2 + stream.nextInteger(below: 3)
        axes.append(("first", entry.path, Array(entry.values.prefix(count))))
      } else {
        base.append((entry.path, entry.values[stream.nextInteger(below: entry.values.count)]))
      }
    }
    for number in 0..<(1 + stream.nextInteger(below: 2)) {
      let (path, values) = take(&stream)
      axes.append(
        ("axis\(number)", path, Array(values.prefix(2 + stream.nextInteger(below: 2)))))
    }
    if stream.nextInteger(below: 2) == 0 {
      let (path, values) = take(&stream)
      group = (path, [("low", Array(values.prefix(2))), ("high", Array(values.suffix(2)))])
      // Two of three values each: they share one.
      if values.count < 3 { group = nil }
    }
    if stream.nextInteger(below: 2) == 0 {
      let (path, values) = take(&stream)
      override = (path, values[1])
    }
    if stream.nextInteger(below: 2) == 0 { condition = axes[1].path }
    if stream.nextInteger(below: 2) == 0 { derived = "train.learning_rate" }
    if stream.nextInteger(below: 2) == 0 {
      let (path, values) = take(&stream)
      base.append((path, values[values.count - 1]))
    }
  }

  /// The settings that nothing in the study mentions.
  var unmentioned: [String] {
    let mentioned =
      base.map(\.path) + axes.map(\.path) + [group?.path, override?.path].compactMap(\.self)
    return Self.pool.map(\.path).filter { !mentioned.contains($0) }
  }
}

/// How a study is written: what a style leaves open has no meaning.
struct WritingStyle {
  private var stream: RandomStream?

  /// Plainly: in the order of the values, dotted, each number in its shortest form.
  init() {}

  /// In an order and in spellings drawn at random.
  init(_ stream: RandomStream) { self.stream = stream }

  mutating func text(_ study: GeneratedStudy) -> String {
    func name(_ path: String) -> String { study.aliases[path] ?? path }
    let (first, value) = (study.axes[0], study.axes[0].values[0])
    var sections = [
      "base:\n" + shuffled(baseLines(study, name)).joined(),
      "axes:\n"
        + shuffled(
          study.axes.map { axis in
            let parts = shuffled([
              "set: \(name(axis.path))",
              "values: [\(axis.values.map { number($0) }.joined(separator: ", "))]",
            ])
            return "  \(axis.name): {\(parts.joined(separator: ", "))}\n"
          }
        ).joined(),
      "seeds: {\(shuffled(["root: 3", "count: \(number(2))"]).joined(separator: ", "))}\n",
    ]
    if let group = study.group {
      let alternatives = group.alternatives.map { alternative in
        let values = alternative.values.map { number($0) }.joined(separator: ", ")
        return "    \(alternative.name): {axes: {\(name(group.path)): [\(values)]}}\n"
      }
      sections.append("groups:\n  scale:\n" + shuffled(alternatives).joined())
    }
    if let override = study.override {
      let condition =
        flips ? "first == \(number(value))" : "\(name(first.path)) == \(number(value))"
      let parts = shuffled([
        "where: \(condition)", "why: so",
        "set: {\(name(override.path)): \(number(override.value))}",
      ])
      sections.append("override: [{\(parts.joined(separator: ", "))}]\n")
    }
    if let condition = study.condition {
      sections.append("when: {\(name(condition)): \(name(first.path)) != \(number(value))}\n")
    }
    if let derived = study.derived {
      sections.append("derive:\n  \(derived): train.batch / \(number(1_000))\n")
    }
    if !study.aliases.isEmpty {
      let lines = study.aliases.sorted { $0.key < $1.key }.map { "\($0.value): \($0.key)" }
      sections.append("identity: {aliases: {\(shuffled(lines).joined(separator: ", "))}}\n")
    }
    sections += ["schema: 1\n", "study: probe\n", "title: A probe\n"]
    return shuffled(sections).joined()
  }

  private mutating func baseLines(
    _ study: GeneratedStudy, _ name: (String) -> String
  ) -> [String] {
    var lines = ["  model.family: cifar_resnet\n", "  data.set: generated\n"]
    if study.derived == nil { lines.append("  train.learning_rate: \(number(0.1))\n") }
    for (path, value) in study.base { lines.append("  \(name(path)): \(number(value))\n") }
    return lines.map { line in
      // A dotted path or a map of its own: no two lines then share a map.
      line.hasPrefix("  data.validation_images") && flips
        ? line.replacing("data.validation_images: ", with: "data: {validation_images: ")
          .replacing("\n", with: "}\n") : line
    }
  }

  /// A number in one of its spellings, all of the same value.
  private mutating func number(_ value: Double) -> String {
    let plain = value == value.rounded() ? "\(Int(value))" : "\(value)"
    guard stream != nil else { return plain }
    let spellings = [
      plain, "\(value)", "\(value)0", "\(plain)e0", "\(value * 10)e-1", "\(value / 100)e2",
    ]
    let spelling = spellings[draw(below: spellings.count)]
    return Double(spelling) == value ? spelling : plain
  }

  private var flips: Bool { mutating get { stream != nil && draw(below: 2) == 0 } }

  private mutating func shuffled(_ items: [String]) -> [String] {
    guard stream != nil else { return items }
    var items = items
    for place in items.indices.dropFirst().reversed() {
      items.swapAt(place, draw(below: place + 1))
    }
    return items
  }

  private mutating func draw(below count: Int) -> Int {
    stream?.nextInteger(below: count) ?? 0
  }
}
