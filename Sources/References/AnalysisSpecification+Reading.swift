// From a file of `paper-tables/analyses/` to a specification.

import Documents
public import Foundation

extension AnalysisSpecification {
  /// Reads a specification.
  ///
  /// - Parameter file: A YAML file, whose name without suffix becomes the analysis's.
  /// - Throws: `DocumentErrors`, everything wrong with the file at once.
  public init(file: URL) throws {
    let name = file.deletingPathExtension().lastPathComponent
    do {
      let bytes = try SourceText.bytes(ofFile: file.path(percentEncoded: false))
      let root = try SourceParser.parse(SourceText(bytes))
      var reader = DocumentReader()
      let specification = reader.analysis(root, name: name)
      guard let specification, reader.problems.isEmpty else { throw SourceErrors(reader.problems) }
      self = specification
    } catch let errors as SourceErrors {
      throw DocumentErrors(file: file.relativePath, errors.errors)
    }
  }

  /// The specifications of a folder, by name; none where there is no such folder.
  public static func all(in folder: URL) throws -> [AnalysisSpecification] {
    let files = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return try (files ?? []).filter { $0.pathExtension == "yaml" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
      .map { try AnalysisSpecification(file: $0) }
  }
}

extension DocumentReader {
  fileprivate mutating func analysis(_ root: SourceNode, name: String) -> AnalysisSpecification? {
    let fields = fields(
      of: root, in: "",
      known: [
        "schema", "title", "reference", "network", "depth_or_width", "slow_resolution", "draws",
        "seed", "notes",
      ])
    checkSchema(fields)
    let title = requiredText(fields, "title", "the caption of the first table")
    let reference = requiredText(fields, "reference", "a reference table")
    let network = fields.required("network", "the network of a point", &self)
      .flatMap { networkTemplate($0, "network") }
    let draws = fields.required("draws", "how often readings are drawn", &self)
      .flatMap { integer($0, "draws", in: 100...100_000) }
    let seed = fields.required("seed", "the seed of the draws", &self)
      .flatMap { integer($0, "seed", in: 0...Int(Int32.max)) }
    guard let title, let reference, let network, let draws, let seed,
      let question = question(fields)
    else { return nil }
    return AnalysisSpecification(
      name: name, title: title, reference: reference, network: network, question: question,
      draws: draws, seed: seed, notes: fields["notes"].map { texts($0, "notes") } ?? [])
  }

  private mutating func requiredText(_ fields: Fields, _ key: String, _ what: String) -> String? {
    fields.required(key, what, &self).flatMap { text($0, fields.path(key)) }
  }

  private mutating func question(_ fields: Fields) -> AnalysisSpecification.Question? {
    switch (fields["depth_or_width"], fields["slow_resolution"]) {
    case (let node?, nil): return depthOrWidth(node).map { .depthOrWidth($0) }
    case (nil, let node?): return slowResolution(node).map { .slowResolution($0) }
    case (nil, nil), (.some, .some):
      report("give one of depth_or_width and slow_resolution", at: fields.position)
      return nil
    }
  }

  // MARK: - Depth or width

  private mutating func depthOrWidth(_ node: SourceNode) -> DepthOrWidthSpecification? {
    let fields = fields(
      of: node, in: "depth_or_width",
      known: ["metric", "regime", "block", "first", "second", "costs", "reach"])
    let metric = requiredText(fields, "metric", "the column of accuracies")
    let regime = requiredText(fields, "regime", "the column of regimes")
    let block = requiredText(fields, "block", "the column of resolutions")
    let first = factor(fields, "first")
    let second = factor(fields, "second")
    let costs = fields.required("costs", "a list of costs", &self).map { costList($0) }
    let reach = fields.required("reach", "a share", &self)
      .flatMap { number($0, fields.path("reach"), in: 0...10) }
    guard let metric, let regime, let block, let first, let second, let costs, let reach else {
      return nil
    }
    return DepthOrWidthSpecification(
      metric: metric, regime: regime, block: block, first: first, second: second, costs: costs,
      reach: reach)
  }

  private mutating func factor(_ fields: Fields, _ key: String) -> FactorSpecification? {
    guard let node = fields.required(key, "a factor: column and base", &self) else { return nil }
    let factor = self.fields(of: node, in: fields.path(key), known: ["column", "base"])
    let column = requiredText(factor, "column", "its column")
    let base = factor.required("base", "its value in the base network", &self)
      .flatMap { number($0, factor.path("base"), in: 0...1e9) }
    guard let column, let base else { return nil }
    return FactorSpecification(column: column, base: base)
  }

  private mutating func costList(_ node: SourceNode) -> [CostSpecification] {
    list(node, "depth_or_width.costs").compactMap { element in
      let fields = fields(of: element, in: "depth_or_width.costs", known: ["column", "title"])
      let column = requiredText(fields, "column", "the column of a cost")
      let title = requiredText(fields, "title", "what sentences call it")
      guard let column, let title else { return nil }
      return CostSpecification(column: column, title: title)
    }
  }

  // MARK: - Slow resolution

  private mutating func slowResolution(_ node: SourceNode) -> SlowResolutionSpecification? {
    let fields = fields(
      of: node, in: "slow_resolution",
      known: ["cost", "error", "resolution", "compound", "law", "families"])
    let cost = requiredText(fields, "cost", "the column of costs")
    let error = requiredText(fields, "error", "the column of errors")
    let resolution = requiredText(fields, "resolution", "the column of resolutions")
    let compound = fields.required("compound", "factors of depth, width, resolution", &self)
      .map { compoundFactors($0) }
    let families = fields.required("families", "a list of families", &self)
      .map { node in
        list(node, "slow_resolution.families").compactMap { element in family(element) }
      }
    let law = fields["law"].flatMap { self.law($0) }
    guard let cost, let error, let resolution, let compound, let families else { return nil }
    return SlowResolutionSpecification(
      cost: cost, error: error, resolution: resolution, compound: compound, law: law,
      families: families)
  }

  private mutating func law(_ node: SourceNode) -> LawSpecification? {
    let fields = fields(of: node, in: "slow_resolution.law", known: ["held_out_above"])
    return fields.required("held_out_above", "multiply-adds", &self)
      .flatMap { number($0, fields.path("held_out_above"), in: 1...1e15) }
      .map { LawSpecification(heldOutAbove: $0) }
  }

  private mutating func compoundFactors(_ node: SourceNode) -> [Double] {
    let path = "slow_resolution.compound"
    let factors = list(node, path).compactMap { number($0, path, in: 1...10) }
    if factors.count != 3 {
      report("\(factors.count) factors; expected depth, width, resolution", at: node.position)
    }
    return factors
  }

  private mutating func family(_ node: SourceNode) -> ResolutionFamily? {
    let fields = fields(
      of: node, in: "families",
      known: ["name", "reference", "only", "model", "resolution", "operations", "unsourced"])
    guard let name = requiredText(fields, "name", "what tables call it") else { return nil }
    if let reason = fields["unsourced"] {
      return text(reason, "families.unsourced").map {
        ResolutionFamily(name: name, source: .none($0))
      }
    }
    let table = requiredText(fields, "reference", "a reference table, or 'unsourced' with why")
    let model = requiredText(fields, "model", "the column of names")
    let resolution = requiredText(fields, "resolution", "the column of resolutions")
    let operations = requiredText(fields, "operations", "the column of operations")
    guard let table, let model, let resolution, let operations else { return nil }
    var only: [String: [String]] = [:]
    if let node = fields["only"] {
      for entry in entries(of: node, in: "families.only") {
        only[entry.key] = texts(entry.value, "families.only.\(entry.key)")
      }
    }
    return ResolutionFamily(
      name: name,
      source: .table(
        table, only: only, model: model, resolution: resolution, operations: operations))
  }
}
