import Configuration
import Randomness
import Studies
import Testing

/// Studies made at random and written in other ways, or changed: which identities stay, and which do not.
@Suite struct IdentityPropertyTests {
  static let cases = 0..<40
  static let studiesPerCase = 50

  /// Generated studies, each with a stream for what is done to it.
  static func studies(_ number: Int) -> [(study: GeneratedStudy, stream: RandomStream)] {
    (0..<studiesPerCase).map { index in
      var stream = RandomStream(
        seed: Seed(root: 6), purpose: .order, index: number * studiesPerCase + index)
      let study = GeneratedStudy(&stream)
      return (study, stream)
    }
  }

  static func points(_ study: GeneratedStudy, _ style: WritingStyle = WritingStyle()) throws
    -> [StudyPoint]
  {
    var style = style
    let text = style.text(study)
    do {
      return Array(try TestStudy.whole(text).points)
    } catch {
      Issue.record("\(error)\n\(text)")
      return []
    }
  }

  static func ids(_ study: GeneratedStudy, _ style: WritingStyle = WritingStyle()) throws -> Set<
    String
  > {
    Set(try points(study, style).map(\.id))
  }

  @Test(arguments: cases)
  func `order, spelling, nesting, other names and added defaults change no identity`(number: Int)
    throws
  {
    for (study, stream) in Self.studies(number) {
      let ids = try Self.ids(study)
      #expect(!ids.isEmpty)
      var (other, stream) = (study, stream)
      let free = study.unmentioned
      if let path = free.first, let entry = GeneratedStudy.pool.first(where: { $0.path == path }) {
        // A new axis that holds the default alone, or the default in the base.
        if stream.nextInteger(below: 2) == 0 {
          other.axes.append(("added", path, [entry.values[0]]))
        } else {
          other.base.append((path, entry.values[0]))
        }
      }
      if stream.nextInteger(below: 2) == 0 {
        for path in study.axes.map(\.path) + [study.group?.path].compactMap(\.self) {
          other.aliases[path] = "former.\(path.replacing(".", with: "_"))"
        }
      }
      let rewritten = try Self.ids(other, WritingStyle(stream))
      #expect(rewritten == ids, "\(study)")
    }
  }

  @Test(arguments: cases.prefix(4))
  func `another value of an axis changes the points that had the old one, and no other`(number: Int)
    throws
  {
    for (study, _) in Self.studies(number) {
      // Nothing mentions the second axis but its own condition.
      let (axis, new) = (study.axes[1], 0.75)
      guard let old = axis.values.last, axis.path != "data.resolution",
        axis.path != "data.validation_images"
      else { continue }
      var changed = study
      changed.axes[1].values[axis.values.count - 1] = new
      let before = try Self.points(study)
      let kept = Set(
        before.filter { $0.configuration.settings[axis.path]?.number != old }.map(\.id))
      let after = try Self.points(changed)
      let had = after.filter { $0.configuration.settings[axis.path]?.number == new }
      #expect(after.count == before.count)
      #expect(Set(after.map(\.id)).intersection(before.map(\.id)) == kept)
      #expect(had.count == before.count - kept.count && !had.isEmpty)
    }
  }

  @Test(arguments: cases.prefix(4))
  func `a setting off its default changes every identity, and one more value only adds`(number: Int)
    throws
  {
    for (study, _) in Self.studies(number) {
      let ids = try Self.ids(study)
      guard let path = study.unmentioned.first,
        let entry = GeneratedStudy.pool.first(where: { $0.path == path })
      else { continue }
      var changed = study
      changed.base.append((path, entry.values[1]))
      #expect(try Self.ids(changed).isDisjoint(with: ids))
      var larger = study
      larger.axes.append(("added", path, Array(entry.values.prefix(2))))
      let more = try Self.ids(larger)
      #expect(more.isSuperset(of: ids) && more.count == 2 * ids.count)
    }
  }
}

/// What harnesses got wrong in experiments: the numbers are those of the anchors' section 0.
@Suite struct MeasuredMistakesTests {
  static let grid = """
    axes:
      depth: {set: model.depth, values: [8, 14, 20]}
      rate: {set: train.weight_decay, values: [0, 1e-4, 5e-4]}

    """

  static func ids(_ text: String) throws -> [String] { try TestStudy.study(text).points.map(\.id) }

  /// M2: a value added to one axis made Optuna run all points again.
  @Test func `one value more keeps the results of all points that were there`() throws {
    let more = Self.grid.replacing("[8, 14, 20]", with: "[26, 8, 14, 20]")
    let (before, after) = try (Self.ids(Self.grid), Self.ids(more))
    #expect(before.count == 9 && after.count == 12)
    #expect(Set(after).isSuperset(of: before))
  }

  /// M4: a parameter with its default alone made W&B's sweeps run all points again.
  @Test func `a setting added with its default alone changes nothing`() throws {
    let before = try Self.ids(Self.grid)
    #expect(
      try Self.ids(Self.grid + "  drop: {set: regularize.dropout, values: [0]}\n") == before)
    #expect(
      try Self.ids(Self.grid + "override: [{where: depth > 0, set: {data.flip: false}, why: a}]\n")
        == before)
  }

  /// M6: 1 and 1.0, or a key more, gave another identity in seml and signac.
  @Test func `spellings of a number and a key with its default are the same point`() throws {
    let widths = ["1", "1.0", "1e0", "10e-1", "0.1e1", "1.000"]
    let ids = try widths.map { try Self.ids("axes: {w: {set: model.width, values: [\($0)]}}\n") }
    #expect(Set(ids).count == 1)
    #expect(try ids[0] == Self.ids(""))
    #expect(
      TestStudy.errors("axes: {w: {set: model.width, values: [1, 1.0]}}\n")
        == "probe.yaml:8:42: 'axes.w.values' gives 1.0 twice; remove one")
  }
}
