// What a network costs, counted from its graph.

/// Cost of one network at one resolution, for one image forward.
public struct Cost: Hashable, Sendable, Codable {
  /// Trainable numbers.
  public var parameters: Int
  /// Multiply-adds of convolutions and linear layers; one multiply-add counts one.
  public var multiplyAdds: Int
  /// Output elements of the convolutions.
  ///
  /// - Source: Radosavovic et al. 2020, arXiv 2003.13678, section 3.
  public var activations: Int

  /// A cost from its three counts.
  public init(parameters: Int, multiplyAdds: Int, activations: Int) {
    self.parameters = parameters
    self.multiplyAdds = multiplyAdds
    self.activations = activations
  }
}
