// A study: its points in order, and what is asked of them.

public import Configuration
import Crypto
import Documents
public import Foundation

/// An expanded study, or a subset of one: the same file gives the same ordered list on every
/// machine.
public struct Study: Sendable {
  /// Its name, the only one used in paths.
  public let name: String
  /// Its title, for people.
  public let title: String
  /// SHA-256 of the file's bytes, then of those that it extends, the nearest first, and of its recipes' in the order of
  /// reading, in hexadecimal.
  public let sourceSHA256: String
  /// The subset that this is; nil for the whole study.
  public let subset: String?
  /// The names of all subsets of the file, in order.
  public let subsets: [String]
  /// The axes, in order.
  public let axes: [StudyAxis]
  /// The groups, in order.
  public let groups: [StudyGroup]
  /// The points in order: the first group slowest, the last axis fastest.
  public let points: StudyPoints
  /// How many replicates each point has.
  public let replicateCount: Int
  /// How many points each rule removed, in the order of the rules.
  public let removed: [RemovedPoints]
  /// Other names by which the file may call settings.
  public let aliases: [SettingAlias]
  /// The measures, in order.
  public let measures: [MeasureDefinition]
  /// The fits, in order.
  public let fits: [FitDefinition]
  /// The claims, in order.
  public let claims: [ClaimDefinition]
  /// The tables, in order.
  public let tables: [TableDefinition]
  /// How its runs are done.
  public let runSettings: RunSettings
  /// What its runs may cost.
  public let budget: StudyBudget
  /// What became of each combination of the grid.
  let fates: GridFates
  /// What names in the description of a point stand for.
  let names: PointNames
  /// The settings that identities leave out.
  let unidentified: [String]

  /// Reads and expands a study file.
  ///
  /// - Parameters:
  ///   - file: The file to read, named so in messages.
  ///   - subset: A subset of the file; nil for all of it.
  ///   - cost: The cost of the network of a configuration; asked for at every point, so that it throws
  ///     `ConfigurationErrors` where there is no such network.
  ///   - trainingMemory: The bytes of a training step; asked for only where a rule mentions them.
  /// - Throws: `DocumentErrors`, everything wrong with the file at once.
  public init(
    file: String, subset: String? = nil, cost: @escaping (Configuration) throws -> Cost,
    trainingMemory: @escaping (Configuration) throws -> Int
  ) throws {
    do {
      let bytes = try SourceText.bytes(ofFile: file)
      try self.init(
        bytes: bytes, file: file, subset: subset, recipes: RecipeLibrary(beside: file), cost: cost,
        trainingMemory: trainingMemory)
    } catch let errors as SourceErrors {
      throw DocumentErrors(file: file, errors.errors)
    }
  }

  /// Expands the bytes of a study file; `file` is its name in messages.
  ///
  /// - Throws: `DocumentErrors`, everything wrong with the file and its recipes at once.
  public init(
    bytes: Data, file: String, subset: String? = nil, recipes: RecipeLibrary = .none,
    cost: @escaping (Configuration) throws -> Cost,
    trainingMemory: @escaping (Configuration) throws -> Int
  ) throws {
    do {
      let source = try StudySource(bytes, file: file)
      let (document, recipeBytes) = try Self.document(source.root, recipes)
      let chosen = try Self.subset(subset, of: document)
      var expansion = StudyExpansion(
        document, costOf: cost, trainingMemoryOf: trainingMemory)
      let points = expansion.expand(subset: chosen)
      guard expansion.problems.isEmpty else { throw SourceErrors(expansion.problems) }
      self.init(
        document, chosen, points, expansion,
        sha256: Self.sha256([bytes] + source.extendedBytes + recipeBytes))
      try checkPoints(document)
    } catch let errors as SourceErrors {
      throw DocumentErrors(file: file, errors.errors)
    }
  }

  private static func document(
    _ root: SourceNode, _ recipes: RecipeLibrary
  ) throws -> (document: StudyDocument, recipeBytes: [Data]) {
    var (reader, recipes) = (StudyReader(), RecipeReader(recipes))
    let document = reader.readDocument(root, &recipes)
    guard reader.problems.isEmpty else { throw SourceErrors(reader.problems) }
    return (document, recipes.bytes)
  }

  private static func subset(
    _ name: String?, of document: StudyDocument
  ) throws -> SubsetDefinition? {
    guard let name else { return nil }
    let known = document.subsets.map(\.name)
    guard let subset = document.subsets.first(where: { $0.name == name }) else {
      let hint = nearestName(to: name, among: known).map { "; did you mean '\($0)'?" }
      let all = known.isEmpty ? "; it has none" : "; it has \(known.joined(separator: ", "))"
      throw SourceErrors("the study has no subset '\(name)'\(hint ?? all)")
    }
    return subset
  }

  private static func sha256(_ files: [Data]) -> String {
    var hash = SHA256()
    for bytes in files { hash.update(data: bytes) }
    return hash.finalize().map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }
    .joined()
  }

  private init(
    _ document: StudyDocument, _ subset: SubsetDefinition?, _ table: PointTable,
    _ expansion: StudyExpansion, sha256: String
  ) {
    name = document.name
    title = document.title
    sourceSHA256 = sha256
    self.subset = subset?.name
    subsets = document.subsets.map(\.name)
    axes = document.axes.map { axis in
      StudyAxis(name: axis.name, path: axis.path, values: axis.values.map(\.value))
    }
    groups = document.groups.map { group in
      StudyGroup(name: group.name, alternatives: group.alternatives.map(\.name))
    }
    unidentified = document.identity.ignoredPaths
    points = StudyPoints(table, axes: document.axes, unidentified: unidentified)
    replicateCount = subset?.seedCount ?? document.seeds.count
    removed = expansion.removed
    fates = expansion.fates
    names = PointNames(document)
    aliases = document.identity.aliases
    (measures, fits, tables) = (document.measures, document.fits, document.tables)
    claims = document.claims
    (runSettings, budget) = (document.run, document.budget)
  }

  /// When its runs write checkpoints, and what is kept of them.
  public var checkpoints: CheckpointSettings { runSettings.checkpoint }

  /// The costs that its tables and fits mention.
  public var mentionedCosts: Set<CostQuantity> {
    let cells = tables.compactMap { table -> String? in
      if case .cost(let name) = table.cell { name } else { nil }
    }
    return Set((cells + fits.flatMap(\.kind.names)).compactMap(CostQuantity.init))
  }

  /// The runs in order: replicate 0 of every point first, so that an interrupted study covers its
  /// grid.
  public var runs: StudyRuns { StudyRuns(points, replicateCount: replicateCount) }
}
