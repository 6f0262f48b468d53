// What we say of a network of the catalogue: counts from its graph, times as they were measured.

import Architectures
import Configuration
import Graphs
import Kernels
import References
import Reports
import Tensors

/// Answers the questions of tables of published values.
struct NetworkAnswers {
  /// What was measured on a machine; nil where nothing was.
  let measurements: StepMeasurements?

  /// - Throws: `ArchitectureError` where there is no such network; `PaperTableError` for a stem that there is not.
  func answer(_ question: NetworkQuestion) throws -> OwnValue {
    let entry = try Catalogue.entry(named: question.network)
    let side = question.resolution ?? entry.resolution
    switch question.quantity {
    case .stepMilliseconds, .memoryMebibytes:
      return measured(question.quantity, entry.name, side)
    case .trained, .trainedError, .trainedStep, .trainingMultiplyAdds, .setting:
      return .missing(reason: "a network is not trained")
    case .parameters, .multiplyAdds, .multiplyAddsAndBiases, .multiplyAddsAndAttention,
      .twiceMultiplyAdds, .twiceMultiplyAddsAndShifts, .activations, .stageDepths, .stageWidths,
      .stageGroupWidths,
      .stemWidth, .headWidth, .layers:
      var model = entry.model
      model.stem = try question.stem.map(stemKind) ?? model.stem
      model.width *= question.width ?? 1
      return try network(model, images: entry.images(resolution: side), classes: entry.classes)
        .answer(question.quantity)
    }
  }

  /// What the answer is made of: a count of the network's graph, or a measurement's line.
  ///
  /// - Throws: `ArchitectureError` where there is no such network.
  func origin(of question: NetworkQuestion) throws -> CellOrigin {
    var origin = CellOrigin()
    guard question.quantity == .stepMilliseconds || question.quantity == .memoryMebibytes else {
      origin.counted = [CountedOrigin(question)]
      return origin
    }
    let entry = try Catalogue.entry(named: question.network)
    let side = question.resolution ?? entry.resolution
    let step = measurements?.step(of: entry.name, resolution: side)
    origin.measured =
      step.map {
        ["\(StepMeasurements.path):\($0.line) (\(entry.name) at \(side) px, batch \($0.batch))"]
      } ?? []
    return origin
  }

  private func stemKind(_ name: String) throws -> StemKind {
    guard let stem = StemKind(rawValue: name) else {
      let known = StemKind.allCases.map(\.rawValue).joined(separator: ", ")
      throw PaperTableError("no stem '\(name)'; expected one of \(known)")
    }
    return stem
  }

  private func measured(_ quantity: OwnQuantity, _ name: String, _ side: Int) -> OwnValue {
    guard let step = measurements?.step(of: name, resolution: side) else {
      return .missing(reason: "not measured; 'revisit bench models' measures it")
    }
    return .number(quantity == .stepMilliseconds ? step.milliseconds : step.mebibytes)
  }
}

extension Graph {
  /// The answer to what the graph alone tells.
  func answer(_ quantity: OwnQuantity) -> OwnValue {
    switch quantity {
    case .parameters: .number(Double(parameterCount))
    case .multiplyAdds: .number(Double(multiplyAdds))
    case .multiplyAddsAndBiases: .number(Double(multiplyAdds + biasAdditions))
    case .multiplyAddsAndAttention: .number(Double(multiplyAdds + attentionMultiplyAdds))
    case .twiceMultiplyAdds: .number(Double(2 * multiplyAdds))
    case .twiceMultiplyAddsAndShifts: .number(Double(2 * multiplyAdds + activations))
    case .activations: .number(Double(activations + logits))
    case .stageDepths: .list(stages.map { "\($0.blocks)" })
    case .stageWidths: .list(stages.map { "\($0.channels)" })
    case .stageGroupWidths: .list(stages.compactMap(\.groupWidth).map(String.init))
    case .stemWidth: .number(Double(convolutions.first?.channels ?? 0))
    case .headWidth: .number(Double(convolutions.last?.channels ?? 0))
    case .layers: .number(Double(branchConvolutions + 2))
    case .stepMilliseconds, .memoryMebibytes, .trained, .trainedError, .trainedStep,
      .trainingMultiplyAdds, .setting:
      .missing(reason: "a graph tells no time and no accuracy")
    }
  }

  private var attentionMultiplyAdds: Int { nodes.map(\.cost.attentionMultiplyAdds).reduce(0, +) }

  /// One addition for each output with a bias.
  private var biasAdditions: Int {
    nodes.map { node in
      switch node.operation {
      case .convolution(let convolution): convolution.hasBias ? node.shape.count : 0
      case .linear: node.shape.count
      default: 0
      }
    }.reduce(0, +)
  }

  /// Outputs of the classifier.
  private var logits: Int { outputShape.count }

  private var convolutions: [ConvolutionOperation] {
    nodes.compactMap { node in
      if case .convolution(let convolution) = node.operation { convolution } else { nil }
    }
  }

  /// Convolutions of the blocks' branches: not of their shortcuts, nor of squeeze and excitation.
  private var branchConvolutions: Int {
    nodes.count { node in
      guard case .convolution = node.operation else { return false }
      let parts = node.name.split(separator: ".")
      return parts.count == 3 && parts[0].hasPrefix("stage") && parts[2].hasPrefix("conv")
    }
  }

  /// The stages in order, by the names of their nodes.
  private var stages: [StageFacts] {
    var found: [(name: Substring, facts: StageFacts)] = []
    for node in nodes {
      let parts = node.name.split(separator: ".")
      guard let stage = parts.first, stage.hasPrefix("stage"), parts.count > 2 else { continue }
      if found.last?.name != stage { found.append((stage, StageFacts())) }
      found[found.count - 1].facts.add(node, block: parts[1])
    }
    return found.map(\.facts)
  }
}

/// What the nodes of a stage say of it.
private struct StageFacts {
  var blocks = 0
  var channels = 0
  var groupWidth: Int?
  private var lastBlock: Substring = ""

  mutating func add(_ node: Node, block: Substring) {
    if block != lastBlock { blocks += 1 }
    lastBlock = block
    channels = node.shape.extents.last ?? 0
    if case .convolution(let convolution) = node.operation, convolution.window.kernel.height == 3 {
      groupWidth = convolution.channels / convolution.groups
    }
  }
}
