import Graphs
import HDF5
import Kernels
import Tensors
import TestSupport
import Testing

/// Whole blocks against PyTorch and timm: output, gradient of the input, all gradients, running statistics.
@Suite struct GoldenBlockTests {
  /// The blocks that the file at hand holds: all of them, or those of the part in `Tests/Goldens`.
  static func blocks() throws -> [GoldenBlock] {
    let golden = try Goldens.open(GoldenBlockCase.file)
    return GoldenBlock.all.filter {
      golden.file.exists(GoldenBlockCase.group($0, isTraining: true))
    }
  }

  @Test func `every case of the file has a check`() throws {
    let cases = try Self.blocks().flatMap { block in
      [false, true].map { GoldenBlockCase.group(block, isTraining: $0) }
    }
    let golden = try Goldens.open(GoldenBlockCase.file)
    #expect(cases.sorted() == (try golden.file.children()))
    // All 13 blocks, or the 4 of the part, in both modes.
    #expect([26, 8].contains(cases.count))
  }

  @Test(arguments: try blocks(), [false, true])
  func `names are those of the file, and every output of the file is compared`(
    of block: GoldenBlock, isTraining: Bool
  ) throws {
    let golden = try GoldenBlockCase(block, isTraining: isTraining)
    var (parameters, statistics) = ([String](), [String]())
    for parameter in golden.graph.parameters { parameters.append(try golden.name(parameter.name)) }
    for statistic in golden.graph.statistics { statistics.append(try golden.name(statistic.name)) }
    #expect(try golden.names(in: "w") == (parameters + statistics).sorted())
    #expect(try golden.names(in: "f64/grad") == parameters.sorted())
    #expect(try golden.names(in: "f64/after") == (isTraining ? statistics.sorted() : []))
    let hasAfter = isTraining && !statistics.isEmpty
    #expect(try golden.names(in: "f64") == (hasAfter ? ["after"] : []) + ["dx", "grad", "y"])
  }

  @Test(arguments: try blocks(), [false, true])
  func `forward and backward agree with PyTorch`(
    of block: GoldenBlock, isTraining: Bool
  ) throws {
    let golden = try GoldenBlockCase(block, isTraining: isTraining)
    let part = try PartRun(golden.graph, batch: golden.batch)
    try golden.load(into: part.parameters)
    let found = part.run(
      input: try golden.array("x"), outputGradient: try golden.array("dy"),
      statistics: golden.statistics)
    try golden.check(found.output, "y")
    try golden.check(found.inputGradient, "dx")
    for slot in part.parameters.slots {
      let gradient = try part.parameters.canonicalGradient(slot).elements
      try golden.check(gradient, "grad/" + golden.name(slot.parameter.name))
    }
    for (statistic, values) in part.parameters.statistics where isTraining {
      try golden.check(values.elements, "after/" + golden.name(statistic.name))
    }
  }

  @Test(arguments: try blocks())
  func `a plan for inference with folded norms agrees with PyTorch`(of block: GoldenBlock) throws {
    let golden = try GoldenBlockCase(block, isTraining: false)
    let plan = try Plan(golden.graph, batch: golden.batch, purpose: .inference, engine: Engine())
    try golden.load(into: plan.parameters)
    plan.load(
      Tensor(
        try golden.array("x"), shape: Shape([golden.batch] + golden.graph.inputShape.extents)))
    plan.inferencePass()
    try golden.check(plan.logits.elements, "y")
  }
}
