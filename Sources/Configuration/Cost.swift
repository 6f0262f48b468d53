// What a network costs, counted from its graph.

/// Cost of one network at one resolution, for one image forward.
public struct Cost: Hashable, Sendable {
  /// Trainable numbers.
  public var parameters: Int
  /// Multiply-adds of convolutions and linear layers; one multiply-add counts one.
  public var multiplyAdds: Int
  /// Output elements of the convolutions.
  ///
  /// - Source: Radosavovic et al. 2020, arXiv 2003.13678, section 3.
  public var activations: Int
  /// Multiply-adds of attention's two products, which published counts leave out.
  public var attentionMultiplyAdds = 0
  /// Bytes of a training step with the run's batch and shards on one thread; nil where nobody asked for them.
  public var trainingMemory: Int?

  /// A cost from its three counts.
  public init(parameters: Int, multiplyAdds: Int, activations: Int) {
    self.parameters = parameters
    self.multiplyAdds = multiplyAdds
    self.activations = activations
  }
}

/// A number of a cost, under the name that study files and tables use.
public enum CostQuantity: String, CaseIterable, Sendable {
  /// Trainable numbers.
  case parameters = "cost.parameters"
  /// Multiply-adds of one image forward, without attention's products.
  case multiplyAdds = "cost.multiply_adds"
  /// Twice the multiply-adds: FLOPs as ResNet-RS counts them.
  ///
  /// - Source: Bello et al. 2021, arXiv 2103.07579, table 7, whose FLOPs are twice the multiply-adds.
  case flops = "cost.flops"
  /// Multiply-adds of attention's two products.
  case attentionMultiplyAdds = "cost.attention_multiply_adds"
  /// Output elements of the convolutions.
  case activations = "cost.activations"
  /// Bytes of a training step.
  case trainingMemory = "cost.training_memory"

  /// Those that every table of observations has.
  public static let usual: [CostQuantity] = [.parameters, .multiplyAdds, .activations]
}

extension Cost {
  /// One of its numbers; nil for one that nobody asked for.
  public func value(of quantity: CostQuantity) -> Int? {
    switch quantity {
    case .parameters: parameters
    case .multiplyAdds: multiplyAdds
    case .flops: 2 * multiplyAdds
    case .attentionMultiplyAdds: attentionMultiplyAdds
    case .activations: activations
    case .trainingMemory: trainingMemory
    }
  }
}
