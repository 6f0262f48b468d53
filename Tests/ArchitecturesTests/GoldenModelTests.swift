import Architectures
import Foundation
import Graphs
import HDF5
import Tensors
import TestSupport
import Testing

/// Whole networks against PyTorch and timm, at the tolerances measured there.
@Suite struct GoldenModelTests {
  static var models: [GoldenModel] { GoldenModel.all.filter { Goldens.has($0.file) } }
  @Test(arguments: models)
  func `names, shapes and numbers of norms are those of the file`(of model: GoldenModel) throws {
    let golden = try Goldens.open(model.file)
    let graph = try model.graph()
    #expect(graph.parameterCount == (try golden.integer("info", "params")))
    let arrays =
      graph.parameters.map { (model.timmName($0.name), $0.shape.extents) }
      + graph.statistics.map { (model.timmName($0.name), $0.shape.extents) }
    #expect(arrays.map(\.0).sorted() == (try golden.file.children(of: "w")))
    for (name, extents) in arrays {
      #expect(try golden.file.read("w/\(name)", as: Float.self).shape == extents, "\(name)")
    }
    for case .batchNorm(let norm) in graph.nodes.map(\.operation) {
      #expect(norm.epsilon == Float(try golden.file.attribute("info", "bn_eps", as: Double.self)))
      #expect(
        norm.momentum == Float(try golden.file.attribute("info", "bn_momentum", as: Double.self)))
    }
  }

  @Test(arguments: models)
  func `a training pass agrees with PyTorch`(of model: GoldenModel) throws {
    let run = try GoldenModelRun(model)
    let expected = try GoldenOutputs(model)
    run.load(step: 0)
    run.plan.inferencePass()
    try expected.check(run.plan.logits.elements, "logits_eval")
    let loss = run.trainingPass(step: 0).meanLoss
    try expected.check(run.plan.logits.elements, "logits_train")
    try expected.check([Float(loss)], "loss")
    try expected.check(run.gradients(), "grad")
    if !run.statistics().isEmpty { try expected.check(run.statistics(), "after1") }
  }

  @Test(arguments: models)
  func `three steps of SGD agree with PyTorch`(of model: GoldenModel) throws {
    let run = try GoldenModelRun(model)
    let expected = try GoldenOutputs(model)
    let losses = (0..<3).map { step in
      let loss = run.trainingPass(step: step).meanLoss
      run.update()
      return Float(loss)
    }
    try expected.check(losses, "losses")
    try expected.check(run.parameters() + run.statistics(), "step3")
    run.load(step: 0)
    run.plan.inferencePass()
    try expected.check(run.plan.logits.elements, "logits_eval_step3")
  }
}

/// The reference outputs of a golden network, and the measure of the difference from them.
struct GoldenOutputs: ~Copyable {
  private let tolerances: GoldenTolerances
  private let golden: GoldenFile

  init(_ model: GoldenModel) throws {
    let tolerances = try Goldens.tolerances(model.file)
    let golden = try Goldens.open(model.file)
    self.tolerances = tolerances
    self.golden = golden
  }

  /// Compares one array of `out`.
  func check(
    _ found: [Float], _ kind: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let expected = try golden.doubles("out/\(kind)_f64")
    let difference = distance(found, expected) / norm(expected)
    try expect(difference, kind, kind, sourceLocation)
  }

  /// Compares each array of a group, and all of them as one vector where the file has a tolerance for that.
  ///
  /// An array's difference counts relative to its own norm, or to a thousandth of the whole group's where that is
  /// larger: some gradients are zero in exact arithmetic.
  func check(
    _ found: [NamedArray], _ kind: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(
      found.map(\.name).sorted() == (try golden.file.children(of: kind)),
      sourceLocation: sourceLocation)
    let expected = try found.map { try golden.doubles("\(kind)/\($0.name)") }
    let whole = norm(expected.flatMap(\.self))
    for (array, expected) in zip(found, expected) {
      let difference = distance(array.elements, expected) / max(norm(expected), 1e-3 * whole)
      try expect(difference, kind, "\(kind)/\(array.name)", sourceLocation)
    }
    guard tolerances.ofKind("\(kind)_all") != nil else { return }
    let difference = distance(found.flatMap(\.elements), expected.flatMap(\.self)) / whole
    try expect(difference, "\(kind)_all", "\(kind)_all", sourceLocation)
  }

  private func expect(
    _ difference: Double, _ kind: String, _ name: String, _ sourceLocation: SourceLocation
  ) throws {
    let allowed = try #require(tolerances.ofKind(kind), sourceLocation: sourceLocation)
    #expect(difference <= allowed, "\(name)", sourceLocation: sourceLocation)
  }
}

private func norm(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 }.squareRoot() }

private func distance(_ x: [Float], _ y: [Double]) -> Double {
  x.count == y.count ? norm(zip(x, y).map { Double($0) - $1 }) : .infinity
}
